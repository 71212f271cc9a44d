#!/bin/sh
# restore.sh FILE FOLDER: unpacks a backup into FOLDER, which must not hold a workspace yet, and reads all of its runs.
set -eu
file=${1:?name the backup}
folder=${2:?name the folder}
mkdir -p "$folder"
if [ -e "$folder/data" ] || [ -e "$folder/models" ]; then
  echo "error: $folder holds a workspace; move it away, or name another folder" >&2
  exit 5
fi
tar -xzf "$file" -C "$folder"
crypto-predict runs list --workspace "$folder"
