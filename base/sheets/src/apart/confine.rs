//! Takes away from the reading process what reading a file does not need.

use super::wire::Opening;
use std::io;

/// The whole process, program included.
#[cfg(unix)]
const MEMORY_BYTES: u64 = 512 << 20;
/// The marked workbook, or the rows of it on their way there.
#[cfg(unix)]
const WRITTEN_BYTES: u64 = 2 << 30;
/// The copy of an .xls keeps one file open for each of its sheets.
#[cfg(unix)]
const OPEN_FILES: u64 = 300;

/// Before anything is read.
///
/// # Errors
/// When the system refuses: a process without these limits must not open the file.
#[cfg(unix)]
pub(super) fn in_memory() -> io::Result<()> {
    use rustix::{fs::Mode, process::Resource};
    // What it writes holds names and numbers: for the program's account alone.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    limit(Resource::As, MEMORY_BYTES)?;
    limit(Resource::Core, 0)?;
    limit(Resource::Nofile, OPEN_FILES)
}

/// When it is known which file is to be read.
///
/// # Errors
/// When the system refuses the limits of time and size. What older systems do not have (Landlock,
/// seccomp) is gone without.
#[cfg(unix)]
pub(super) fn to_one_file(opening: &Opening) -> io::Result<()> {
    use rustix::process::Resource;
    limit(Resource::Cpu, opening.cpu_seconds)?;
    limit(Resource::Fsize, if opening.out.is_some() { WRITTEN_BYTES } else { 0 })?;
    #[cfg(target_os = "linux")]
    {
        rustix::thread::set_no_new_privs(true)?;
        // Either may be missing in an old kernel or a container; the limits above stand without them.
        let _files = linux::open_nothing_else(opening);
        let _calls = linux::call_nobody();
    }
    Ok(())
}

#[cfg(unix)]
fn limit(resource: rustix::process::Resource, most: u64) -> io::Result<()> {
    let most = Some(most);
    rustix::process::setrlimit(resource, rustix::process::Rlimit { current: most, maximum: most })?;
    Ok(())
}

/// Elsewhere only the time by the clock is limited, from outside.
#[cfg(not(unix))]
pub(super) fn in_memory() -> io::Result<()> {
    Ok(())
}
#[cfg(not(unix))]
pub(super) fn to_one_file(_opening: &Opening) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use super::Opening;
    use landlock::{
        ABI, Access, AccessFs, AccessNet, PathBeneath, PathFd, Ruleset, RulesetAttr,
        RulesetCreatedAttr, RulesetError, Scope,
    };
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};
    use std::{collections::BTreeMap, error::Error};

    /// The file may be read, the folder for the marked workbook written; nothing else is there.
    pub(super) fn open_nothing_else(opening: &Opening) -> Result<(), RulesetError> {
        let abi = ABI::V6;
        let mut ruleset = Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .scope(Scope::from_all(abi))?
            .create()?;
        if let Ok(file) = PathFd::new(&opening.path) {
            ruleset = ruleset.add_rule(PathBeneath::new(file, AccessFs::ReadFile))?;
        }
        if let Some(Ok(folder)) = opening.out.as_ref().map(PathFd::new) {
            let all = AccessFs::from_all(abi) & !AccessFs::Execute;
            ruleset = ruleset.add_rule(PathBeneath::new(folder, all))?;
        }
        ruleset.restrict_self().map(|_| ())
    }

    /// No connection of any kind, no other program, no look into another process.
    pub(super) fn call_nobody() -> Result<(), Box<dyn Error>> {
        let refused = [
            libc::SYS_socket,
            libc::SYS_socketpair,
            libc::SYS_connect,
            libc::SYS_bind,
            libc::SYS_listen,
            libc::SYS_accept4,
            libc::SYS_sendto,
            libc::SYS_sendmsg,
            libc::SYS_execve,
            libc::SYS_execveat,
            libc::SYS_ptrace,
            libc::SYS_process_vm_readv,
            libc::SYS_process_vm_writev,
            libc::SYS_io_uring_setup,
            libc::SYS_bpf,
            libc::SYS_mount,
            libc::SYS_unshare,
            libc::SYS_setns,
            libc::SYS_kill,
            libc::SYS_tkill,
            libc::SYS_pidfd_getfd,
        ];
        let rules: BTreeMap<i64, Vec<_>> = refused.map(|call| (call, vec![])).into();
        let no = SeccompAction::Errno(libc::EPERM as u32);
        let filter = SeccompFilter::new(
            rules,
            SeccompAction::Allow,
            no,
            std::env::consts::ARCH.try_into()?,
        )?;
        let program: BpfProgram = filter.try_into()?;
        Ok(seccompiler::apply_filter(&program)?)
    }
}
