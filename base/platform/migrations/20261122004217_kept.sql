-- What an operation was answered is never answered otherwise.
keep rows of operation;
