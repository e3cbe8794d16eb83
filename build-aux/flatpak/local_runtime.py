"""A runtime and an SDK out of Debian packages.

They stand in for org.gnome.Platform and org.gnome.Sdk where those cannot be had. The SDK is the
root file system of build-aux/sdk; the platform is what the packages in SEEDS and those they depend
on own of it, so that what is missing on a person's machine is missing here too.
"""

import glob
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PLATFORM, SDK = 'io.github.parvis.LocalPlatform', 'io.github.parvis.LocalSdk'

# What org.gnome.Platform has of what Parvis needs, and the manifest's modules before the last.
SEEDS = '''libgtk-4-1 libadwaita-1-0 libsoup-3.0-0 libjson-glib-1.0-0 libsecret-1-0 libsqlite3-0
    libdex-1-1 libicu76 libical3t64 libzint2.15 libyyjson0 glib-networking ca-certificates
    librsvg2-common libglycin-gtk4-1-0 glycin-loaders adwaita-icon-theme fonts-inter
    fonts-dejavu-core gsettings-desktop-schemas shared-mime-info
    xkb-data libx11-data libglib2.0-bin tzdata bash coreutils sed grep libc-bin'''.split()

# What the scripts of packages made: no package owns it.
MADE = '''usr/lib/locale/* usr/share/mime/* usr/share/mime/*/* usr/share/glib-2.0/schemas/*.compiled
    usr/share/icons/*/icon-theme.cache usr/lib/*/gdk-pixbuf-2.0/*/loaders.cache
    usr/lib/*/gio/modules/giomodule.cache etc/ssl/certs/* etc/fonts/* etc/fonts/conf.d/*
    etc/alternatives/* etc/ld.so.conf.d/*'''.split()

# Of the host, or made by Flatpak itself.
NOT_OURS = '''etc/apt etc/dpkg etc/cron* etc/init.d etc/rc*.d etc/pam.d etc/security etc/systemd
    etc/passwd* etc/group* etc/*shadow* etc/sub?id* etc/hostname etc/hosts etc/resolv.conf
    etc/machine-id etc/mtab etc/fstab etc/ld.so.c* etc/debian_version local games src'''.split()

LIBRARIES = '''include /run/flatpak/ld.so.conf.d/app-*.conf
/app/lib
include /run/flatpak/ld.so.conf.d/runtime-*.conf
include /etc/ld.so.conf.d/*.conf
'''

# The fonts of the host are left out, so that a text is as wide on every machine.
FONTS = '''<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/app/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
'''

METADATA = '''[Runtime]
name={name}
runtime={platform}/{arch}/{branch}
sdk={sdk}/{arch}/{branch}

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
'''

# flatpak-builder before 1.3.4 renames the metainfo and wants a tool that org.gnome.Sdk no longer
# has; software centres read what is exported without it.
COMPOSE = '''#!/bin/sh
for id; do :; done
mkdir -p /app/share/metainfo
[ ! -e "/app/share/appdata/$id.appdata.xml" ] ||
  mv "/app/share/appdata/$id.appdata.xml" "/app/share/metainfo/$id.metainfo.xml"
'''


def closure(root):
    """Give the names of SEEDS and of all that they depend on, as far as it is installed."""
    needs, providers = {}, {}
    for paragraph in (root / 'var/lib/dpkg/status').read_text().split('\n\n'):
        fields = dict(re.findall(r'^([\w-]+): (.*)$', paragraph, re.MULTILINE))
        if 'Package' not in fields:
            continue
        name = fields['Package']
        needs[name] = re.findall(r'(?:^|[,|]) *([a-z0-9+.-]+)', ', '.join(
            (fields.get('Pre-Depends', ''), fields.get('Depends', ''))))
        for virtual in re.findall(r'(?:^|,) *([a-z0-9+.-]+)', fields.get('Provides', '')):
            providers.setdefault(virtual, []).append(name)

    if missing := [seed for seed in SEEDS if seed not in needs]:
        sys.exit(f'not in {root}: {" ".join(missing)}')
    found, waiting = set(), list(SEEDS)
    while waiting:
        name = waiting.pop()
        if name in needs and name not in found:
            found.add(name)
            waiting += needs[name]
        waiting += [each for each in providers.get(name, ()) if each not in found]
    return found


def owned(root, packages):
    """Give the files of PACKAGES and those that their scripts made, as paths in ROOT."""
    files = set()
    for package in packages:
        for name in (f'{package}.list', f'{package}:*.list'):
            for path in glob.glob(str(root / 'var/lib/dpkg/info' / name)):
                files.update(pathlib.Path(path).read_text().split('\n'))
    files = {re.sub('^/(bin|sbin|lib|lib64)/', '/usr/\\1/', name).lstrip('/') for name in files}
    for pattern in MADE:
        files.update(glob.glob(pattern, root_dir=root))
    return [name for name in files if name.startswith(('usr/', 'etc/'))]


def link(source, target):
    """Make TARGET the same file as SOURCE, unless there is one."""
    if os.path.lexists(target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    os.link(source, target, follow_symlinks=False)


def link_tree(source, target):
    subprocess.run(['cp', '-al', '--no-clobber', f'{source}/.', target], check=True)


def write(path, text, mode=0o644):
    """Write a file that may be a link into the cache of build-aux/sdk."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)


def settle(tree, name, arch, branch):
    """Turn TREE's usr, with Debian's etc in it, into what Flatpak and Meson expect."""
    usr = tree / 'usr'
    # Flatpak looks for ldconfig in /usr/bin; Meson would take lib64 for the place of libraries.
    for old, new in (('sbin', 'bin'), ('lib64', 'lib')):
        if (usr / old).is_dir() and not (usr / old).is_symlink():
            link_tree(usr / old, usr / new)
            shutil.rmtree(usr / old)
        if not (usr / old).is_symlink():
            (usr / old).symlink_to(new)
    for pattern in NOT_OURS:
        for path in usr.glob(pattern):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    write(usr / 'etc/ld.so.conf', LIBRARIES)
    write(usr / 'etc/fonts/conf.d/50-flatpak.conf', FONTS)
    write(tree / 'metadata', METADATA.format(name=name, platform=PLATFORM, sdk=SDK, arch=arch,
                                             branch=branch))
    (tree / 'files').mkdir()  # build-export looks for it, and takes usr


def make(root, repository, branch):
    """Write REPOSITORY from ROOT, which stays as it is: everything is linked, not copied.

    Both have the version BRANCH of what they stand in for, whatever version their parts have."""
    arch = subprocess.check_output(['flatpak', '--default-arch'], text=True).strip()
    packages = closure(root)

    # Beside the root, because links do not leave a file system.
    with tempfile.TemporaryDirectory(prefix='runtime-', dir=root.parent) as folder:
        sdk, platform = pathlib.Path(folder, 'sdk'), pathlib.Path(folder, 'platform')
        (sdk / 'usr/etc').mkdir(parents=True)
        link_tree(root / 'usr', sdk / 'usr')
        link_tree(root / 'etc', sdk / 'usr/etc')
        write(sdk / 'usr/bin/appstream-compose', COMPOSE, 0o755)
        settle(sdk, SDK, arch, branch)

        for name in owned(root, packages):
            if (root / name).is_symlink() or (root / name).is_file():
                link(root / name, platform / re.sub('^etc/', 'usr/etc/', name))
        settle(platform, PLATFORM, arch, branch)

        # Neither compressed nor owned by others: what is installed from it on this disk is linked.
        subprocess.run(['ostree', 'init', f'--repo={repository}', '--mode=bare-user-only'],
                       check=True)
        exports = [subprocess.Popen(
            ['flatpak', 'build-export', '--runtime', '--no-update-summary', '--disable-fsync',
             repository, tree, branch], stdout=subprocess.DEVNULL) for tree in (platform, sdk)]
        if any([export.wait() for export in exports]):
            sys.exit('the runtime could not be exported')
    subprocess.run(['flatpak', 'build-update-repo', repository], check=True,
                   stdout=subprocess.DEVNULL)
