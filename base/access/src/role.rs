//! Vai trò: the roles, and what each may do.

use platform::Permission;
use std::{fmt, str::FromStr};

/// A part somebody plays for a unit.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Quản trị
    Administrator,
    /// Văn phòng Hội cấp tỉnh
    ProvinceOfficer,
    /// Cán bộ Hội cấp xã
    CommuneOfficer,
    /// Chi hội trưởng
    ChapterHead,
    /// Thư ký chi hội
    ChapterSecretary,
    /// Thủ quỹ
    Treasurer,
    /// Người duyệt
    Approver,
    /// Kiểm tra: reads everything, changes nothing
    Auditor,
    /// Hội viên
    Member,
    /// Cán bộ đã bàn giao: reads what was theirs for thirty days
    FormerOfficer,
}

impl Role {
    pub const ALL: [Role; 10] = [
        Role::Administrator,
        Role::ProvinceOfficer,
        Role::CommuneOfficer,
        Role::ChapterHead,
        Role::ChapterSecretary,
        Role::Treasurer,
        Role::Approver,
        Role::Auditor,
        Role::Member,
        Role::FormerOfficer,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::ProvinceOfficer => "province_officer",
            Role::CommuneOfficer => "commune_officer",
            Role::ChapterHead => "chapter_head",
            Role::ChapterSecretary => "chapter_secretary",
            Role::Treasurer => "treasurer",
            Role::Approver => "approver",
            Role::Auditor => "auditor",
            Role::Member => "member",
            Role::FormerOfficer => "former_officer",
        }
    }

    /// The name of the role with this code; the code itself where this version knows none.
    pub fn said(code: &str, lang: kernel::Lang) -> String {
        code.parse()
            .map_or_else(|_| code.to_owned(), |role| crate::texts::Texts(lang).role_name(role))
    }

    /// The same, and whether an office gives it: `Cán bộ Hội cấp xã (theo chức vụ)`.
    pub fn said_as_held(code: &str, by_office: bool, lang: kernel::Lang) -> String {
        let role = Role::said(code, lang);
        match by_office {
            true => format!("{role} ({})", crate::texts::Texts(lang).of_office()),
            false => role,
        }
    }

    /// What the role may do in its unit's subtree.
    pub fn permissions(self) -> &'static [&'static str] {
        match self {
            Role::Administrator => &[
                "units.read",
                "units.edit",
                "units.approve",
                "members.read",
                "members.edit",
                "members.import",
                "members.reveal",
                "figures.read",
                "figures.declare",
                "indicators.edit",
                "officers.read",
                "officers.edit",
                "reports.read",
                "reports.edit",
                "reports.submit",
                "reports.accept",
                "reports.calendar",
                "reports.forms",
                "periods.lock",
                "periods.reopen",
                "accounts.manage",
                "audit.read",
            ],
            Role::ProvinceOfficer => &[
                "units.read",
                "units.edit",
                "units.approve",
                "members.read",
                "members.edit",
                "members.import",
                "members.reveal",
                "figures.read",
                "figures.declare",
                "indicators.edit",
                "officers.read",
                "officers.edit",
                "reports.read",
                "reports.edit",
                "reports.submit",
                "reports.accept",
                "reports.calendar",
                "reports.forms",
                "periods.lock",
                "periods.reopen",
            ],
            Role::CommuneOfficer => &[
                "units.read",
                "units.edit",
                "units.approve",
                "members.read",
                "members.edit",
                "members.import",
                "members.reveal",
                "figures.read",
                "figures.declare",
                "officers.read",
                "officers.edit",
                "reports.read",
                "reports.edit",
                "reports.submit",
                "reports.accept",
                "reports.forms",
                "periods.lock",
            ],
            Role::ChapterHead => &[
                "units.read",
                "units.approve",
                "members.read",
                "members.edit",
                "members.import",
                "figures.read",
                "figures.declare",
                "officers.read",
                "officers.edit",
                "reports.read",
            ],
            Role::ChapterSecretary => &[
                "units.read",
                "members.read",
                "members.edit",
                "figures.read",
                "officers.read",
                "reports.read",
            ],
            Role::Treasurer => {
                &["units.read", "figures.read", "figures.declare", "officers.read", "reports.read"]
            }
            Role::Approver => &[
                "units.read",
                "units.approve",
                "members.read",
                "figures.read",
                "officers.read",
                "reports.read",
                "reports.accept",
                "periods.lock",
                "periods.reopen",
            ],
            Role::Auditor => &[
                "units.read",
                "members.read",
                "figures.read",
                "officers.read",
                "reports.read",
                "audit.read",
            ],
            Role::Member => &["units.read", "reports.read"],
            Role::FormerOfficer => {
                &["units.read", "members.read", "figures.read", "officers.read", "reports.read"]
            }
        }
    }

    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission.0)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[derive(Debug, thiserror::Error)]
#[error("“{0}” không phải là một vai trò")]
pub struct NotARole(String);

impl FromStr for Role {
    type Err = NotARole;
    fn from_str(text: &str) -> Result<Role, NotARole> {
        Role::ALL
            .into_iter()
            .find(|role| role.code() == text)
            .ok_or_else(|| NotARole(text.to_owned()))
    }
}
