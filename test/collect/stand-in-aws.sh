#!/usr/bin/env bash
# Stands in for the AWS CLI: answers a call from files that the test wrote under $STAND_IN, by the account of the credentials and by
# the words of the call. What it does not know it refuses as an older CLI would.

case $1 in
  --version) echo 'aws-cli/2.99.1 Python/3.13.2 Linux/6.1 exe/x86_64' && exit ;;
  configure) [ "$*" = 'configure get region' ] && echo us-east-1 && exit ;;
esac

account=${AWS_ACCESS_KEY_ID#ASIA}
key='' region=none before=''
for word in "$@"; do
  case $before in
    --region) region=$word ;;
    --output | --page-size | --start-time) ;;
    *) case $word in --region | --output | --page-size | --start-time) ;; *) key="$key $word" ;; esac ;;
  esac
  before=$word
done
key=${key# }
printf '%s\t%s\t%s\n' "$account" "$region" "$*" >>"$STAND_IN/calls.log"

if [ "$1 $2" = 'sts assume-role' ]; then
  role=${key#*:iam::}
  role=${role%%:*}
  if [ ! -f "$STAND_IN/refuses/$role" ]; then
    printf 'ASIA%s\tsecret-of-%s\ttoken-of-%s\n' "$role" "$role" "$role"
    exit
  fi
  key='sts assume-role'
fi

for answer in "$STAND_IN/$account/$region" "$STAND_IN/$account" "$STAND_IN/any"; do
  name=${key//\//%}
  # As long as a file's name may be.
  [ ${#name} -le 200 ] || name=${name:0:190}#${#name}
  file=$answer/$name
  if [ -f "$file.out" ] || [ -f "$file.err" ]; then
    [ -f "$file.out" ] && cat "$file.out"
    [ -f "$file.err" ] && cat "$file.err" >&2 && exit 254
    exit 0
  fi
done
printf '\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\n\naws: error: argument operation: Invalid choice\n' >&2
exit 252
