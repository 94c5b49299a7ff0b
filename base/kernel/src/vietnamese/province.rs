//! The 63 provinces of 2008–2025. Their codes live on in identity numbers, their dialling codes in telephones.

/// Code, name and dialling code of a province as it was until 30 June 2025.
pub(super) struct Province {
    pub code: &'static str,
    pub name: &'static str,
    pub dialling_code: &'static str,
}

/// The province that identity numbers call `0` and this code.
pub(super) fn with_code(code: &str) -> Option<&'static Province> {
    PROVINCES.iter().find(|province| province.code == code)
}

/// The province whose landlines begin with these digits.
pub(super) fn dialled_by(national: &str) -> Option<&'static Province> {
    PROVINCES.iter().find(|province| national.starts_with(province.dialling_code))
}

const fn province(code: &'static str, name: &'static str, dialling_code: &'static str) -> Province {
    Province { code, name, dialling_code }
}

const PROVINCES: [Province; 63] = [
    province("01", "Hà Nội", "024"),
    province("02", "Hà Giang", "0219"),
    province("04", "Cao Bằng", "0206"),
    province("06", "Bắc Kạn", "0209"),
    province("08", "Tuyên Quang", "0207"),
    province("10", "Lào Cai", "0214"),
    province("11", "Điện Biên", "0215"),
    province("12", "Lai Châu", "0213"),
    province("14", "Sơn La", "0212"),
    province("15", "Yên Bái", "0216"),
    province("17", "Hoà Bình", "0218"),
    province("19", "Thái Nguyên", "0208"),
    province("20", "Lạng Sơn", "0205"),
    province("22", "Quảng Ninh", "0203"),
    province("24", "Bắc Giang", "0204"),
    province("25", "Phú Thọ", "0210"),
    province("26", "Vĩnh Phúc", "0211"),
    province("27", "Bắc Ninh", "0222"),
    province("30", "Hải Dương", "0220"),
    province("31", "Hải Phòng", "0225"),
    province("33", "Hưng Yên", "0221"),
    province("34", "Thái Bình", "0227"),
    province("35", "Hà Nam", "0226"),
    province("36", "Nam Định", "0228"),
    province("37", "Ninh Bình", "0229"),
    province("38", "Thanh Hóa", "0237"),
    province("40", "Nghệ An", "0238"),
    province("42", "Hà Tĩnh", "0239"),
    province("44", "Quảng Bình", "0232"),
    province("45", "Quảng Trị", "0233"),
    province("46", "Huế", "0234"),
    province("48", "Đà Nẵng", "0236"),
    province("49", "Quảng Nam", "0235"),
    province("51", "Quảng Ngãi", "0255"),
    province("52", "Bình Định", "0256"),
    province("54", "Phú Yên", "0257"),
    province("56", "Khánh Hòa", "0258"),
    province("58", "Ninh Thuận", "0259"),
    province("60", "Bình Thuận", "0252"),
    province("62", "Kon Tum", "0260"),
    province("64", "Gia Lai", "0269"),
    province("66", "Đắk Lắk", "0262"),
    province("67", "Đắk Nông", "0261"),
    province("68", "Lâm Đồng", "0263"),
    province("70", "Bình Phước", "0271"),
    province("72", "Tây Ninh", "0276"),
    province("74", "Bình Dương", "0274"),
    province("75", "Đồng Nai", "0251"),
    province("77", "Bà Rịa - Vũng Tàu", "0254"),
    province("79", "Hồ Chí Minh", "028"),
    province("80", "Long An", "0272"),
    province("82", "Tiền Giang", "0273"),
    province("83", "Bến Tre", "0275"),
    province("84", "Trà Vinh", "0294"),
    province("86", "Vĩnh Long", "0270"),
    province("87", "Đồng Tháp", "0277"),
    province("89", "An Giang", "0296"),
    province("91", "Kiên Giang", "0297"),
    province("92", "Cần Thơ", "0292"),
    province("93", "Hậu Giang", "0293"),
    province("94", "Sóc Trăng", "0299"),
    province("95", "Bạc Liêu", "0291"),
    province("96", "Cà Mau", "0290"),
];
