#!/bin/sh
# backup.sh FOLDER: packs the workspace that is the current folder into FOLDER/workspace-TIME.tar.gz, and keeps the newest 30.
# Every file is written whole or not at all, so that it may run beside everything else.
set -eu
into=${1:?name the folder for backups}
umask 077
mkdir -p "$into"
file="$into/workspace-$(date -u +%Y%m%dT%H%M%SZ).tar.gz"
tar --exclude='.lock' --exclude='*.partial' -czf "$file.partial" data models
mv "$file.partial" "$file"
find "$into" -maxdepth 1 -name 'workspace-*.tar.gz' | sort -r | tail -n +31 | while read -r old; do rm -- "$old"; done
echo "$file"
