#!/usr/bin/env bash
# Makes the secrets that docker-compose.yml hands to its services, where they are missing:
# deploy/secrets/{secret_key,postgresql_password,database_url,email_password,orcid_secret,oidc_providers,
# certificate,certificate_key}.
# Put your own certificate there before the first start, or replace the self-signed one later.
set -euo pipefail
folder="$(dirname "$0")/secrets"
host="${1:-localhost}"

# Only you look into the folder; the services see single files of it, under users of their own.
mkdir -p "$folder"
chmod 700 "$folder"
cd "$folder"

# Yours to fill: tokens for catalogues, one a file, that the services may read.
mkdir -p tokens
chmod 755 tokens

keep() { # keep NAME: standard input becomes the secret NAME, unless there is one
    if [ -e "$1" ]; then cat >/dev/null; else cat >"$1"; fi
    chmod 444 "$1"
}

openssl rand -base64 60 | tr -d '\n' | keep secret_key
openssl rand -hex 32 | keep postgresql_password
printf 'postgresql://beamfinder:%s@postgresql:5432/beamfinder' "$(cat postgresql_password)" |
    keep database_url

# Empty until you write the password of EMAIL_USER, the secret of ORCID_CLIENT_ID and the logins of
# facilities into them.
keep email_password </dev/null
keep orcid_secret </dev/null
keep oidc_providers </dev/null

if [ ! -e certificate ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 \
        -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
        -keyout certificate_key -out certificate 2>/dev/null
    echo "Made a self-signed certificate for $host, good for 90 days: replace it by a real one."
fi
chmod 444 certificate certificate_key
