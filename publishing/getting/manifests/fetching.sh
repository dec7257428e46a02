#
# Fetches the files listed at its end into the folder it is told, or the one it is started in:
#
#     sh get.sh [FOLDER]
#
# Started again, it goes on where it stopped: what is there and right isn't fetched again, and
# what was begun (NAME.part) is gone on with.  Needs curl or wget.  TRIES and PAUSE in the
# environment say how often to try a file, and how many seconds to wait in between.

set -u
LC_ALL=C
export LC_ALL
TRIES=${TRIES:-6}
PAUSE=${PAUSE:-5}
fetched=0
kept=0
failed=0
passed=0
whole=no

say() {
  printf '%s\n' "$*" >&2
}

have() {
  command -v "$1" >/dev/null 2>&1
}

stopped() {
  trap - EXIT
  if [ "$whole" = no ]; then
    say "Stopped before its end. Start it again to go on; if this script itself was cut off, get it anew."
    exit 1
  fi
}
trap stopped EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# What the server answered is in $status, "" where the program doesn't tell.
if have curl; then
  fetch() { # ADDRESS PART
    status=$(curl --fail --location --globoff --silent --show-error \
      --proto '=http,https' --proto-redir '=http,https' \
      --connect-timeout 30 --speed-limit 1 --speed-time 120 \
      --write-out '%{http_code}' --continue-at - --output "$2" --url "$1")
  }
elif have wget; then
  fetch() { # ADDRESS PART
    status=
    wget -q -c -T 120 -t 1 -O "$2" "$1"
  }
else
  say "Install curl or wget first: one of them fetches the files."
  whole=yes
  exit 1
fi

bytes() { # FILE
  if [ -f "$1" ]; then
    wc -c <"$1" | tr -d ' '
  else
    echo 0
  fi
}

# The digest of a file; fails where no program here reckons it.
digest() { # ALGORITHM FILE
  case $1 in
    md5) coreutils=md5sum openssl=md5 ;;
    sha-*) coreutils=sha${1#sha-}sum openssl=sha${1#sha-} ;;
    *) return 1 ;;
  esac
  if have "$coreutils"; then
    "$coreutils" <"$2" | cut -d ' ' -f 1
  elif [ "$1" != md5 ] && have shasum; then
    shasum -a "${1#sha-}" <"$2" | cut -d ' ' -f 1
  elif have openssl; then
    openssl dgst -r "-$openssl" <"$2" | cut -d ' ' -f 1
  else
    return 1
  fi
}

# Whether a file is what the facility says, as far as that can be told.
right() { # FILE SIZE ALGORITHM DIGEST
  if [ -n "$2" ] && [ "$(bytes "$1")" != "$2" ]; then
    return 1
  fi
  if [ -z "$4" ]; then
    return 0
  fi
  if ! found=$(digest "$3" "$1"); then
    say "    no program here reckons $3: not checked"
    return 0
  fi
  [ "$found" = "$4" ]
}

# Whether there is any use in trying again.
lasting() { # what curl and wget end with
  case $status in
    408 | 416 | 425 | 429) return 1 ;;
    4??) return 0 ;;
  esac
  [ "$1" -eq 3 ] # an address that can't be read
}

fail() {
  failed=$((failed + 1))
  say "    failed: $1"
}

get() { # ADDRESS NAME SIZE ALGORITHM DIGEST
  say "$2"
  if [ -e "$2" ]; then
    if right "$2" "$3" "$4" "$5"; then
      kept=$((kept + 1))
    else
      fail "there is another file of this name; move it away to get this one"
    fi
    return
  fi
  if ! mkdir -p "${2%/*}"; then
    fail "can't make the folder ${2%/*}"
    return
  fi
  part=$2.part
  try=1
  while :; do
    code=0
    status=
    if [ -n "$3" ] && [ -f "$part" ] && [ "$(bytes "$part")" -ge "$3" ]; then
      : # it was stopped between the last byte and the check
    else
      fetch "$1" "$part"
      code=$?
    fi
    if [ "$code" -eq 0 ] && [ ! -e "$part" ]; then
      : >"$part" # an empty file
    fi
    if [ "$code" -eq 0 ] && right "$part" "$3" "$4" "$5"; then
      mv -f "$part" "$2"
      fetched=$((fetched + 1))
      return
    fi
    if [ "$code" -eq 0 ]; then
      why="size or checksum differ from what the facility tells"
      if [ "$status" = 416 ] || [ -z "$3" ] || [ "$(bytes "$part")" -ge "$3" ]; then
        rm -f "$part" # not cut off, but not what it should be
      fi
    else
      why="the server answered ${status:-nothing} (code $code)"
      if [ "$code" -eq 33 ] || [ "$status" = 416 ]; then
        rm -f "$part" # the server can't go on in the middle
      fi
    fi
    if [ "$try" -ge "$TRIES" ] || lasting "$code"; then
      fail "$why"
      return
    fi
    say "    $why; again in $((PAUSE * try)) s"
    sleep "$((PAUSE * try))"
    try=$((try + 1))
  done
}

left() { # what isn't among the files, and why
  passed=$((passed + 1))
  say "Left out: $1"
}

ended() {
  whole=yes
  say "$fetched fetched, $kept already here, $failed failed."
  if [ "$passed" -gt 0 ]; then
    say "Of $passed datasets not everything could be fetched: see \"Left out\" above."
  fi
  if [ "$failed" -gt 0 ]; then
    exit 1
  fi
  exit 0
}

mkdir -p -- "${1:-.}" && cd -- "${1:-.}" || exit 1

