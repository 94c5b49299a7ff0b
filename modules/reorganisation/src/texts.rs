//! The words of reorganisations.

use crate::{Deed, Part, State};
use succession::Fate;

kernel::texts! {
    nothing_changes() {
        vi: "Phương án chưa làm thay đổi gì: chưa chọn đơn vị, hoặc mọi việc đã đúng như vậy. Hãy chọn việc cần làm.",
        en: "The plan changes nothing: no unit is chosen, or it is so already. Choose what is to be done."
    }
    decision_missing() {
        vi: "Chưa ghi quyết định. Mỗi lần sắp xếp căn cứ vào một quyết định; hãy ghi số, ngày và nơi ban hành rồi trình.",
        en: "The decision is missing. A reorganisation rests on a decision; give its number, day and issuer, then propose it."
    }
    too_far_ahead(day: &str) {
        vi: "Ngày {day} còn hơn một năm nữa mới đến. Có lẽ năm bị gõ nhầm; hãy xem lại.",
        en: "{day} is more than a year away. The year may be mistyped; please check it."
    }
    not_yet(day: &str) {
        vi: "Phương án có hiệu lực từ {day}, chưa đến ngày nên chưa thực hiện được. Hãy quay lại từ ngày đó.",
        en: "The plan takes effect on {day}, which has not come. Come back from that day on."
    }
    official_unit(unit: &str) {
        vi: "{unit} là đơn vị hành chính: chỉ thay đổi theo danh mục của Nhà nước. Ở đây chỉ sắp xếp đơn vị do Hội mở.",
        en: "{unit} is an administrative unit and changes only with the official lists. Units that the association opened are reorganised here."
    }
    already_ended(unit: &str, day: &str) {
        vi: "{unit} đã kết thúc từ {day}. Hãy bỏ đơn vị này khỏi phương án.",
        en: "{unit} ended on {day}. Take it out of the plan."
    }
    not_there_yet(unit: &str, day: &str) {
        vi: "{unit} mở ngày {day}, không trước ngày sắp xếp. Hãy chọn ngày sắp xếp muộn hơn.",
        en: "{unit} was opened on {day}, not before the day of the plan. Choose a later day."
    }
    named_twice(unit: &str) {
        vi: "{unit} được nêu hai lần trong phương án, nên không rõ về đâu. Hãy giữ lại một việc cho đơn vị này.",
        en: "{unit} is named twice in the plan, so where it goes is not clear. Keep one thing to be done to it."
    }
    heir_ends_too(unit: &str) {
        vi: "{unit} vừa nhận vừa kết thúc trong cùng phương án. Hãy chọn đơn vị nhận là đơn vị còn hoạt động.",
        en: "{unit} receives and ends in the same plan. Choose a receiving unit that goes on."
    }
    heir_not_there(unit: &str, day: &str) {
        vi: "{unit} không hoạt động vào ngày {day}: mở sau hoặc kết thúc trước ngày đó. Hãy chọn đơn vị nhận khác hoặc ngày khác.",
        en: "{unit} is not there on {day}. Choose another receiving unit, or another day."
    }
    unknown_key(key: &str) {
        vi: "Phương án nêu “{key}” nhưng không có đơn vị nào như vậy, hoặc có hai. Hãy kiểm tra lại đơn vị nhận và đơn vị mở mới.",
        en: "The plan speaks of “{key}”, but there is no such unit, or there are two. Check the receiving units and those to be opened."
    }
    opens_for_nothing(name: &str) {
        vi: "Phương án mở “{name}” nhưng không có gì chuyển về đó. Hãy bỏ đơn vị mới này hoặc chọn nó làm đơn vị nhận.",
        en: "The plan opens “{name}”, but nothing goes there. Leave it out, or choose it as a receiving unit."
    }
    above_itself(unit: &str) {
        vi: "{unit} sẽ nằm dưới chính mình. Hãy chọn cấp trên khác.",
        en: "{unit} would stand under itself. Choose another unit above it."
    }
    heirs_too_few(unit: &str) {
        vi: "Chia {unit} cần từ hai đơn vị nhận trở lên. Nếu chỉ có một, hãy chọn việc “Nhập”.",
        en: "To divide {unit} takes two receiving units or more. With one, choose “Merge”."
    }
    part_is_empty(unit: &str) {
        vi: "Chưa có gì chuyển sang {unit}. Hãy chọn hội viên, đơn vị trực thuộc, hoặc ghi tỷ lệ số khai báo.",
        en: "Nothing goes to {unit} yet. Choose members or units below, or state a share of declared figures."
    }
    nothing_would_stay(unit: &str) {
        vi: "Tỷ lệ tách ra lấy hết số của {unit}, trong khi đơn vị này còn tiếp tục. Hãy ghi tổng tỷ lệ nhỏ hơn 1, hoặc chọn việc “Chia đơn vị”.",
        en: "The shares take all figures of {unit}, which goes on. State less than 1 together, or choose “Divide a unit”."
    }
    subunits_without_place(unit: &str, count: usize, names: &str) {
        vi: "{count} đơn vị trực thuộc {unit} chưa có nơi về: {names}. Hãy chọn đơn vị nhận cho từng đơn vị.",
        en: "{count} units below {unit} have no place yet: {names}. Choose where each goes."
    }
    subunit_elsewhere(unit: &str, sub: &str) {
        vi: "{sub} không trực thuộc {unit}, nên không chia theo đơn vị này được. Hãy bỏ khỏi danh sách.",
        en: "{sub} is not directly below {unit}, so it is not divided with it. Take it off the list."
    }
    shares_not_whole(unit: &str) {
        vi: "Tỷ lệ chia của {unit} chưa đủ: hãy ghi cho mọi đơn vị nhận và cộng lại đúng 1 (100%), hoặc để trống tất cả.",
        en: "The shares of {unit} are not whole: give one for each receiving unit, 1 (100%) together, or none at all."
    }
    share_without_basis() {
        vi: "Có tỷ lệ chia chưa ghi căn cứ. Hãy ghi tỷ lệ dựa vào đâu: dân số, số thôn bản, danh sách.",
        en: "A share has no basis. Say what it rests on: population, number of hamlets, a list."
    }
    dissolved_with_units(unit: &str, count: usize) {
        vi: "{unit} còn {count} đơn vị trực thuộc. Hãy chọn đơn vị tiếp nhận, hoặc chuyển các đơn vị ấy đi trước.",
        en: "{unit} still has {count} units below it. Choose who takes them over, or move them first."
    }
    no_such_form() {
        vi: "Ở đây không có đơn vị nào thuộc loại hình này để bỏ. Hãy chọn loại hình khác.",
        en: "There is no unit of this form here to be abolished. Choose another form."
    }
    no_reform_here(unit: &str) {
        vi: "Theo danh mục, không có đơn vị hành chính nào của {unit} kết thúc vào ngày này. Hãy chọn tỉnh, thành phố của hôm nay và ngày 01/07/2025.",
        en: "By the official lists no administrative unit of {unit} ended on this day. Choose a province of today and 1 July 2025."
    }
    reform_alone() {
        vi: "Sắp xếp theo danh mục của Nhà nước đi riêng, không kèm việc khác. Hãy tách các việc còn lại thành phương án khác.",
        en: "The reform by the official lists stands alone. Put everything else in another plan."
    }
    wrong_step(state: &str, deed: &str) {
        vi: "Hồ sơ đang ở trạng thái “{state}” nên không thể {deed}. Hãy tải lại trang để xem bước tiếp theo.",
        en: "It is “{state}”, so one cannot {deed}. Load the page again to see the next step."
    }
    blocked(count: usize, first: &str) {
        vi: "Còn {count} việc phải quyết trước. Việc đầu tiên: {first}",
        en: "{count} things have to be decided first. The first: {first}"
    }
    stale_version() {
        vi: "Phương án hoặc sổ sách đã thay đổi từ lúc ông/bà mở trang, nên chữ “đồng ý” không còn đúng với số liệu mới. Hãy tải lại trang, xem lại rồi quyết.",
        en: "The plan or the books have changed since you opened the page, so the numbers are not those you saw. Load it again, look, and decide."
    }
    same_person() {
        vi: "Người lập không tự chấp thuận, và một người không chấp thuận cho cả bên giao lẫn bên nhận. Hãy nhờ người khác có quyền ở đơn vị đó.",
        en: "Whoever drew it up does not approve it, and nobody approves for both sides. Ask somebody else who speaks for that unit."
    }
    nothing_to_approve() {
        vi: "Không còn đơn vị nào của bên này chờ ông/bà chấp thuận.",
        en: "No unit of this side waits for your approval."
    }
    approval_missing(units: &str) {
        vi: "Chưa đủ chấp thuận, còn thiếu: {units}. Hãy nhờ người có quyền ở các đơn vị đó xem và chấp thuận.",
        en: "Approvals are missing: {units}. Ask those who speak for these units to look and approve."
    }
    totals_differ(label: &str, before: &str, after: &str) {
        vi: "Tổng “{label}” trước là {before}, sau lại là {after}, nên không thực hiện và chưa có gì thay đổi. Hãy báo cho người quản trị.",
        en: "The total of “{label}” was {before} and would be {after}, so nothing was done. Please tell the administrator."
    }
    later_reorganisation(decision: &str) {
        vi: "Các đơn vị này đã được sắp xếp lại một lần nữa theo {decision}. Hãy thu hồi lần sau trước.",
        en: "These units have been reorganised again by {decision}. Take the later one back first."
    }
    opened_is_used(unit: &str, what: &str) {
        vi: "Chưa thu hồi được: từ khi mở, {unit} đã có thêm ngoài những gì chuyển sang ({what}). Hãy chuyển các mục đó đi nơi khác trước, hoặc lập một lần sắp xếp mới.",
        en: "It was not taken back: {unit} has come to hold more than what went there ({what}). Move that elsewhere first, or make a new reorganisation."
    }
    opened_has_units(unit: &str) {
        vi: "Chưa thu hồi được: {unit} đã có thêm đơn vị trực thuộc. Hãy chuyển các đơn vị đó đi nơi khác trước, hoặc lập một lần sắp xếp mới.",
        en: "It was not taken back: {unit} has come to have units below it. Move them elsewhere first, or make a new reorganisation."
    }
    tree_touched(units: &str) {
        vi: "Sau ngày sắp xếp, tên, cấp trên hoặc loại hình của đơn vị đã được sửa: {units}. Hãy lập một lần sắp xếp mới thay cho thu hồi.",
        en: "Names, parents or forms of these units have been changed since: {units}. Make a new reorganisation instead."
    }

    reorganisations() { vi: "Sắp xếp đơn vị", en: "Reorganisations" }
    reorganisations_of(unit: &str) { vi: "Sắp xếp đơn vị: {unit}", en: "Reorganisations: {unit}" }
    new_plan() { vi: "Lập phương án mới", en: "Draw up a plan" }
    none_yet() { vi: "Chưa có lần sắp xếp nào", en: "No reorganisation yet" }
    none_yet_why() {
        vi: "Nhập, chia, chuyển, đổi tên, đổi loại hình hay giải thể đơn vị do Hội mở đều lập phương án ở đây; hai bên cùng xem số liệu rồi mới thực hiện.",
        en: "Merging, dividing, moving, renaming, changing or dissolving units of the association is planned here; both sides see the numbers before anything is done."
    }
    what() { vi: "Việc", en: "What" }
    day() { vi: "Ngày có hiệu lực", en: "Takes effect on" }
    day_hint() { vi: "Ngày đầu tiên theo đơn vị mới, ví dụ 01/03/2026.", en: "The first day on which it is so, for example 01/03/2026." }
    decision() { vi: "Quyết định", en: "Decision" }
    decision_hint() { vi: "Số, ngày, nơi ban hành. Ví dụ: 12/QĐ-HKH ngày 20/02/2026 của Hội Khuyến học xã Hoa Sen.", en: "Number, day and issuer, such as 12/QĐ-HKH of 20/02/2026." }
    state_label() { vi: "Trạng thái", en: "State" }
    choose_deed() { vi: "Chọn việc cần làm", en: "Choose what is to be done" }
    goes_on() { vi: "Tiếp tục", en: "Continue" }
    deed_merge() { vi: "Nhập đơn vị", en: "Merge units" }
    deed_split() { vi: "Chia đơn vị", en: "Divide a unit" }
    deed_split_off() { vi: "Tách một phần, đơn vị vẫn tiếp tục", en: "Split a part off; the unit goes on" }
    deed_move() { vi: "Chuyển về trực thuộc đơn vị khác", en: "Move under another unit" }
    deed_rename() { vi: "Đổi tên", en: "Rename" }
    deed_form() { vi: "Đổi loại hình", en: "Change the form" }
    deed_dissolve() { vi: "Giải thể", en: "Dissolve" }
    deed_abolish() { vi: "Bỏ cả một cấp", en: "Abolish a level" }
    deed_reform() { vi: "Sắp xếp theo danh mục Nhà nước ngày 01/07/2025", en: "The official reform of 1 July 2025" }
    deed_several(count: usize) { vi: "{count} việc", en: "{count} steps" }
    units_that_end() { vi: "Các đơn vị kết thúc", en: "Units that end" }
    unit_that_changes() { vi: "Đơn vị", en: "Unit" }
    unit_that_is_divided() { vi: "Đơn vị được chia", en: "Unit that is divided" }
    unit_that_goes_on() { vi: "Đơn vị tiếp tục, tách ra một phần", en: "Unit that goes on without a part" }
    receiver() { vi: "Đơn vị nhận", en: "Receiving unit" }
    receiver_hint() { vi: "Chọn một đơn vị đang có, hoặc để trống và ghi tên đơn vị mới bên dưới.", en: "Choose a unit there is, or leave it empty and name a new one below." }
    receiver_number(number: usize) { vi: "Đơn vị nhận thứ {number}", en: "Receiving unit {number}" }
    new_name() { vi: "Tên đơn vị mới", en: "Name of the new unit" }
    or_new_name() { vi: "Hoặc tên đơn vị mới", en: "Or the name of a new unit" }
    new_unit(name: &str) { vi: "{name} (mới)", en: "{name} (new)" }
    divided_by(parts: &str, basis: &str) {
        vi: "Số chỉ khai báo chia theo tỷ lệ: {parts}. Căn cứ: {basis}.",
        en: "Figures that are only declared are divided by shares: {parts}. They rest on: {basis}."
    }
    share() { vi: "Tỷ lệ số khai báo", en: "Share of declared figures" }
    share_hint() { vi: "Ví dụ 1/3 hoặc 40%. Để trống thì số khai báo không chia, chỉ tính ở cấp trên.", en: "Such as 1/3 or 40%. Left empty, declared figures are not divided and count for the unit above." }
    share_of_part_hint() { vi: "Ví dụ 1/3 hoặc 40%. Để trống thì số khai báo ở lại cả.", en: "Such as 1/3 or 40%. Left empty, declared figures stay whole." }
    shares_not_stated() { vi: "chưa ghi tỷ lệ", en: "no shares stated" }
    shares_stated() { vi: "đủ tỷ lệ và căn cứ", en: "shares and basis stated" }
    shares_lack() { vi: "tỷ lệ chưa đủ một phần trọn", en: "shares do not add up to one whole" }
    basis_lacks() { vi: "thiếu căn cứ", en: "the basis is missing" }
    divided_so_far(all: usize, done: usize, lacking: usize, nothing: usize) {
        vi: "{all} đơn vị cũ đi về nhiều nơi: {done} đã đủ tỷ lệ, {lacking} còn thiếu, {nothing} chưa ghi. Mở từng đơn vị để ghi.",
        en: "{all} former units went to several: {done} have their shares, {lacking} lack something, {nothing} have none. Open a unit to state them."
    }
    basis() { vi: "Căn cứ của tỷ lệ", en: "What the share rests on" }
    basis_hint() { vi: "Số hộ, số thôn, danh sách kèm theo quyết định.", en: "Households, hamlets, a list with the decision." }
    place_of(unit: &str) { vi: "{unit} về", en: "{unit} goes to" }
    rest() { vi: "Hội viên còn lại về", en: "All other members go to" }
    list() { vi: "Danh sách hội viên về đây", en: "Members who go here" }
    list_hint() { vi: "Mỗi dòng một người: số thẻ, hoặc họ tên đúng như trong sổ. Có thể dán từ bảng tính.", en: "A line each: the number of the card, or the full name as the register has it. May be pasted from a workbook." }
    place_n(number: usize) { vi: "nơi thứ {number}", en: "number {number}" }
    stays_here() { vi: "ở lại", en: "stays" }
    single_things() { vi: "Chọn từng người, từng mục", en: "Choose people and things one by one" }
    placed_by_hand() { vi: "Đã chọn nơi về riêng", en: "Placed one by one" }
    line_fits_nobody(number: usize, line: &str) { vi: "Dòng {number} “{line}”: không có ai như vậy trong đơn vị.", en: "Line {number} “{line}”: nobody in the unit is like that." }
    line_fits_several(number: usize, line: &str) { vi: "Dòng {number} “{line}”: có nhiều người như vậy, hãy ghi số thẻ.", en: "Line {number} “{line}”: several are like that; write the number of the card." }
    listed_twice(who: &str) { vi: "{who} có ở hai nơi. Hãy để ở một nơi.", en: "{who} is put in two places. Keep one." }
    new_parent() { vi: "Cấp trên mới", en: "New unit above" }
    parent() { vi: "Cấp trên", en: "Unit above" }
    below_which() { vi: "Trong phạm vi", en: "Within" }
    new_name_of_unit() { vi: "Tên mới", en: "New name" }
    form() { vi: "Loại hình", en: "Form" }
    setting() { vi: "Nơi hoạt động", en: "Setting" }
    choose_form() { vi: "Hãy chọn loại hình.", en: "Choose the form." }
    choose_setting() { vi: "Hãy chọn nơi hoạt động.", en: "Choose the setting." }
    code() { vi: "Phần cuối của mã", en: "End of the code" }
    code_hint() { vi: "Để trống thì lấy theo tên.", en: "Left empty, it is made from the name." }
    units_to_open() { vi: "Đơn vị mở mới", en: "Units to be opened" }
    unit_to_open(number: usize) { vi: "Đơn vị mở mới thứ {number}", en: "Unit to be opened, number {number}" }
    step_said(number: usize, what: &str) { vi: "Việc {number}: {what}", en: "Step {number}: {what}" }
    add_step() { vi: "Thêm việc", en: "Add a step" }
    add_which_step() { vi: "Thêm một việc nữa", en: "One more step" }
    remove_step(number: usize) { vi: "Bỏ việc {number}", en: "Take step {number} out" }
    add_part() { vi: "Thêm đơn vị nhận", en: "Add a receiving unit" }
    show_again() { vi: "Hiện đơn vị trực thuộc và hội viên", en: "Show units below and members" }
    share_for(unit: &str) { vi: "Tỷ lệ về {unit}", en: "Share for {unit}" }
    basis_for(unit: &str) { vi: "Căn cứ chia của {unit}", en: "What the shares of {unit} rest on" }
    remains() { vi: "ở lại đơn vị", en: "stays with the unit" }
    taken_over_by() { vi: "Đơn vị tiếp nhận", en: "Taken over by" }
    taken_over_hint() { vi: "Để trống khi đơn vị không còn hội viên, đơn vị trực thuộc hay số khai báo.", en: "Leave it empty when no members, units or declared figures are left." }
    registers_hold() { vi: "Sổ của đơn vị nhận đã có đủ: thôi tính số khai báo của đơn vị kết thúc", en: "The registers of the receiving units hold them already: declared totals of ended units are no longer counted" }
    keep_draft() { vi: "Lưu phương án và xem trước", en: "Keep the plan and see what it does" }
    preview() { vi: "Xem trước", en: "Preview" }
    plan_of(day: &str) { vi: "Sắp xếp từ ngày {day}", en: "Reorganisation from {day}" }
    change_plan() { vi: "Sửa phương án", en: "Change the plan" }
    propose() { vi: "Trình hai bên", en: "Propose to both sides" }
    approve_ends() { vi: "Chấp thuận cho bên giao", en: "Approve for those who give" }
    approve_receives() { vi: "Chấp thuận cho bên nhận", en: "Approve for those who receive" }
    approve_changes() { vi: "Chấp thuận cho đơn vị thay đổi", en: "Approve for those who change" }
    apply() { vi: "Thực hiện", en: "Carry it out" }
    withdraw() { vi: "Rút phương án", en: "Withdraw" }
    take_back() { vi: "Thu hồi", en: "Take it back" }
    take_back_why() { vi: "Mọi việc trở lại như trước ngày sắp xếp, nếu chưa ai sửa những gì đã chuyển sang.", en: "Everything becomes as it was, as long as nobody has touched what came over." }
    both_sides() { vi: "Hai bên chấp thuận", en: "Both sides" }
    not_agreed() { vi: "chưa chấp thuận", en: "not yet" }
    agreed_by(name: &str, day: &str) { vi: "{name} chấp thuận ngày {day}", en: "{name} agreed on {day}" }
    agreed_to_other() { vi: "đã chấp thuận bản trước, cần xem lại", en: "agreed to an earlier version; has to look again" }
    side_ends() { vi: "Bên giao", en: "Gives" }
    side_receives() { vi: "Bên nhận", en: "Receives" }
    side_changes() { vi: "Thay đổi", en: "Changes" }
    counts_of_units(ending: &str, opening: &str) { vi: "{ending} đơn vị kết thúc, {opening} đơn vị mở mới.", en: "{ending} units end, {opening} are opened." }
    from() { vi: "Từ", en: "From" }
    to() { vi: "Về", en: "To" }
    quantity() { vi: "Số lượng", en: "Number" }
    before() { vi: "Trước", en: "Before" }
    after() { vi: "Sau", en: "After" }
    ends() { vi: "Thôi tính", en: "Ends" }
    totals() { vi: "Tổng trước và sau", en: "Totals before and after" }
    totals_equal() { vi: "Tổng trước bằng tổng sau.", en: "The totals are equal." }
    totals_unequal() { vi: "Tổng sau ít hơn đúng bằng phần thôi tính.", en: "The totals differ by exactly what ends." }
    nothing_hangs() { vi: "Không có gì phải chuyển: các đơn vị kết thúc không còn hội viên, vai trò hay số khai báo.", en: "Nothing has to go anywhere: no members, roles or declared figures hang on the units that end." }
    to_know() { vi: "Cần biết và cần quyết", en: "To know and to decide" }
    blocks() { vi: "phải quyết trước", en: "to be decided first" }
    stays() { vi: "ở lại, tính ở cấp trên", en: "stays, counts for the unit above" }
    goes_nowhere() { vi: "kết thúc", en: "ends" }
    and_more(count: usize) { vi: "và {count} dòng nữa", en: "and {count} more lines" }
    was_kept() { vi: "Đã lưu phương án.", en: "The plan is kept." }
    was_proposed() { vi: "Đã trình. Hai bên thấy việc này trên trang chủ của họ.", en: "Proposed. Both sides find it on their home page." }
    was_approved() { vi: "Đã ghi nhận chấp thuận.", en: "The approval is recorded." }
    was_applied() { vi: "Đã thực hiện.", en: "It is carried out." }
    was_withdrawn() { vi: "Đã rút phương án.", en: "The plan is withdrawn." }
    was_taken_back() { vi: "Đã thu hồi; mọi việc như trước ngày sắp xếp.", en: "It is taken back; everything is as before." }
    done_on(day: &str) { vi: "Thực hiện ngày {day}", en: "Carried out on {day}" }
    task_approve(decision: &str, day: &str) {
        vi: "Phương án sắp xếp đơn vị từ ngày {day} ({decision}) chờ ông/bà xem và chấp thuận.",
        en: "A reorganisation from {day} ({decision}) waits for your approval."
    }
    task_button() { vi: "Xem phương án", en: "See the plan" }
    reform_why() {
        vi: "Cây đơn vị đã theo danh mục mới. Phương án này chuyển tiếp những gì còn ở xã, huyện, tỉnh cũ: hội viên, vai trò, số khai báo.",
        en: "The tree follows the official lists already. This plan carries over what still hangs on former communes, districts and provinces: members, roles, declared figures."
    }
    reform_make() { vi: "Lập phương án chuyển tiếp", en: "Draw up the plan" }
    choose_unit() { vi: "Hãy chọn đơn vị.", en: "Choose a unit." }
    choose_receiver() { vi: "Hãy chọn đơn vị nhận hoặc ghi tên đơn vị mới.", en: "Choose the receiving unit, or name a new one." }
    not_a_share() { vi: "Tỷ lệ ghi như 1/3 hoặc 40%, không quá 1.", en: "A share is written as 1/3 or 40%, at most 1." }
    no_units_here() { vi: "Ở đây chưa có đơn vị do Hội mở để sắp xếp.", en: "There is no unit of the association here to be reorganised." }
    no_place() { vi: "chưa chọn", en: "not chosen" }
}

impl Texts {
    pub fn state(self, state: State) -> String {
        match state {
            State::Draft => self.0.choose("bản thảo", "a draft"),
            State::Proposed => {
                self.0.choose("đã trình, chờ chấp thuận", "proposed, waiting for approval")
            }
            State::Applied => self.0.choose("đã thực hiện", "carried out"),
            State::TakenBack => self.0.choose("đã thu hồi", "taken back"),
            State::Withdrawn => self.0.choose("đã rút", "withdrawn"),
        }
        .to_owned()
    }

    pub fn deed(self, deed: Deed) -> String {
        match deed {
            Deed::Change => self.0.choose("sửa", "change it"),
            Deed::Propose => self.0.choose("trình", "propose it"),
            Deed::Approve => self.0.choose("chấp thuận", "approve it"),
            Deed::Apply => self.0.choose("thực hiện", "carry it out"),
            Deed::Withdraw => self.0.choose("rút", "withdraw it"),
            Deed::TakeBack => self.0.choose("thu hồi", "take it back"),
        }
        .to_owned()
    }

    pub fn side(self, part: Part) -> String {
        match part {
            Part::Ends => self.side_ends(),
            Part::Receives => self.side_receives(),
            Part::Changes => self.side_changes(),
        }
    }

    pub fn approve(self, part: Part) -> String {
        match part {
            Part::Ends => self.approve_ends(),
            Part::Receives => self.approve_receives(),
            Part::Changes => self.approve_changes(),
        }
    }

    /// Where something goes that no heir gets.
    pub fn fate(self, fate: Fate) -> String {
        match fate {
            Fate::Stays => self.stays(),
            Fate::Ends => self.goes_nowhere(),
            Fate::Carried => String::new(),
        }
    }
}
