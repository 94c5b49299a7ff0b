-- A correction is a new row that names the one it takes back.
keep rows of count_row;
