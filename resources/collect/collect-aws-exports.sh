#!/usr/bin/env bash
# Asks AWS, read-only, for what a review of identities and access needs, and keeps every answer in a folder to hand over.
#
# Needs bash 3.2 or later and the AWS CLI, version 1 or 2. Installs nothing, changes nothing, sends nothing anywhere but to AWS.
# How to read this file: `main` says what happens; every question to AWS is one line that begins with `call` or `ask`, so
# `grep -nE '^ *(call|ask) ' collect-aws-exports.sh` lists them all, and --dry-run prints them for the options given.
#   call FILE SERVICE OPERATION …   keeps the answer in FILE, an error in FILE.err
#   ask  FILE SERVICE OPERATION …   uses the answer (a list of names, a job's id, a session) and keeps only an error, in FILE.err
# Either leaves a row in manifest.tsv. The PowerShell twin beside this file asks the same questions.

set -u -f
VERSION=1.0

main() {
  read_options "$@"
  prepare
  if [ -n "$ORG" ]; then
    collect_organization
    collect_identity_center
    collect_member_accounts
  else
    collect_account "$CALLER_ACCOUNT"
  fi
  finish
}

usage() {
  cat <<'HELP'
collect-aws-exports.sh: read-only exports of AWS identities and access, for an audit.

  ./collect-aws-exports.sh                              the account of the current credentials, all its enabled regions
  ./collect-aws-exports.sh --org --role AuditRole       the organization and, by assuming AuditRole, each ACTIVE account in it

  --profile NAME      credentials of this profile of the AWS CLI
  --org               the organization, Identity Center and the accounts; run it in the management account
                      (or in a delegated administrator's)
  --role NAME         with --org: the role to assume in every other account
  --external-id X     with --role: the external id the role asks for; it is used and kept nowhere
  --accounts "A B"    with --org: these accounts only
  --regions "A B"     these regions only, in place of all that are enabled
  --per-user          access keys, MFA devices, SSH keys, certificates and service credentials of every user
  --last-accessed     which services every user and role last used, and those of the organization
  --events DAYS       console sign-ins, new access keys and use of the root user in the last DAYS (90 at most)
  --findings          findings of Access Analyzer, GuardDuty, Security Hub and AWS Config
  --exposure          policies of buckets, keys, secrets, topics, queues, functions and repositories
  --out DIR           the folder to write; a new one in the current folder by default
  --resume            with --out: ask only what that folder does not hold yet; give the other options as before
  --no-zip            leave the folder as it is
  --dry-run           print every call this would make, make none of them
  --help              this text

Three calls start a report that AWS makes for the caller; they change nothing in the account:
  iam generate-credential-report
  iam generate-service-last-accessed-details     (--last-accessed)
  iam generate-organizations-access-report       (--last-accessed with --org)

Exit codes: 0 everything was answered (also with "there is none"); 1 the run ended and some calls failed, the table at the end
names them; 2 nothing was collected or the run was stopped.
HELP
}

# ---------------------------------------------------------------- what is asked

collect_organization() {
  local dir=organization root unit policy type organization id
  say 'Organization'
  call "$dir/describe-organization.json" organizations describe-organization
  call "$dir/list-roots.json" organizations list-roots
  call "$dir/list-accounts.json" organizations list-accounts
  call "$dir/list-delegated-administrators.json" organizations list-delegated-administrators
  for id in $(records_in "$dir/list-delegated-administrators.json" Id); do
    call "$dir/delegated-services/$id.json" organizations list-delegated-services-for-account --account-id "$id"
  done
  call "$dir/list-aws-service-access.json" organizations list-aws-service-access-for-organization
  call "$dir/describe-resource-policy.json" organizations describe-resource-policy
  call "$dir/list-organizations-features.json" iam list-organizations-features
  organization=$(records_in "$dir/describe-organization.json" Id)
  for root in $(records_in "$dir/list-roots.json" Id); do
    collect_below "$root" "$organization/$root"
  done
  for type in $(enabled_policy_types); do
    call "$dir/policies/$type/list-policies.json" organizations list-policies --filter "$type"
    for policy in $(records_in "$dir/policies/$type/list-policies.json" Id); do
      call "$dir/policies/$type/$policy.json" organizations describe-policy --policy-id "$policy"
      call "$dir/policies/$type/$policy.targets.json" organizations list-targets-for-policy --policy-id "$policy"
    done
  done
}

# collect_below PARENT ENTITY_PATH: the units and accounts of a root or unit, and of every unit under it.
collect_below() {
  local dir=organization parent=$1 path=$2 unit
  call "$dir/organizational-units-for-parent/$parent.json" organizations list-organizational-units-for-parent --parent-id "$parent"
  call "$dir/accounts-for-parent/$parent.json" organizations list-accounts-for-parent --parent-id "$parent"
  if [ -n "$LAST_ACCESSED" ] && ! has_report "$dir/access-reports/$parent"; then
    ask "$dir/access-reports/$parent.generate.json" iam generate-organizations-access-report --entity-path "$path" --query JobId
    collect_report "$dir/access-reports/$parent" get-organizations-access-report "$ANSWER"
  fi
  [ -n "$DRY_RUN" ] && return
  for unit in $(records_in "$dir/organizational-units-for-parent/$parent.json" Id); do
    collect_below "$unit" "$path/$unit"
  done
}

# Identity Center answers in one region only, its home: the regions are tried until one has it.
collect_identity_center() {
  local dir=identity-center region home='' instance store set name account group
  say 'Identity Center'
  enabled_regions "$dir"
  for region in $REGIONS_TO_ASK; do
    REGION=$region
    ask "$dir/find-instance.$region.json" sso-admin list-instances --query 'Instances[].InstanceArn'
    if [ -n "$ANSWER" ]; then home=$region && break; fi
  done
  REGION=$home
  call "$dir/list-instances.json" sso-admin list-instances
  instance=$(records_in "$dir/list-instances.json" InstanceArn | head -n 1)
  store=$(records_in "$dir/list-instances.json" IdentityStoreId | head -n 1)
  if [ -n "$instance" ]; then
    call "$dir/access-control-attributes.json" sso-admin describe-instance-access-control-attribute-configuration --instance-arn "$instance"
    call "$dir/list-permission-sets.json" sso-admin list-permission-sets --instance-arn "$instance"
    for set in $(elements_in "$dir/list-permission-sets.json"); do
      name=$(safe_name "${set##*/}")
      call "$dir/permission-sets/$name/describe-permission-set.json" sso-admin describe-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      call "$dir/permission-sets/$name/inline-policy.json" sso-admin get-inline-policy-for-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      call "$dir/permission-sets/$name/managed-policies.json" sso-admin list-managed-policies-in-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      call "$dir/permission-sets/$name/customer-managed-policies.json" sso-admin list-customer-managed-policy-references-in-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      call "$dir/permission-sets/$name/permissions-boundary.json" sso-admin get-permissions-boundary-for-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      call "$dir/permission-sets/$name/provisioned-accounts.json" sso-admin list-accounts-for-provisioned-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      for account in $(elements_in "$dir/permission-sets/$name/provisioned-accounts.json"); do
        call "$dir/permission-sets/$name/account-assignments/$account.json" sso-admin list-account-assignments --instance-arn "$instance" --account-id "$account" --permission-set-arn "$set"
      done
    done
    call "$dir/list-users.json" identitystore list-users --identity-store-id "$store"
    call "$dir/list-groups.json" identitystore list-groups --identity-store-id "$store"
    for group in $(records_in "$dir/list-groups.json" GroupId); do
      call "$dir/group-memberships/$group.json" identitystore list-group-memberships --identity-store-id "$store" --group-id "$group"
    done
  fi
  REGION=''
}

# A role is assumed in a subshell: its session is gone when the account is done, and the caller's own credentials are back.
collect_member_accounts() {
  local account
  for account in $(accounts_to_ask); do
    if [ "$account" = "$CALLER_ACCOUNT" ]; then
      collect_account "$account"
    elif [ -n "$ROLE" ]; then
      (enter_account "$account" && collect_account "$account")
    fi
  done
}

collect_account() {
  local dir=accounts/$1 account=$1 filter region
  ACCOUNT_NOW=$1
  say "Account $1"
  call "$dir/sts-get-caller-identity.json" sts get-caller-identity
  collect_credential_report "$dir"
  for filter in User Group Role LocalManagedPolicy AWSManagedPolicy; do
    call "$dir/gaad-$filter.json" iam get-account-authorization-details --filter "$filter" --page-size 1000
  done
  call "$dir/account-summary.json" iam get-account-summary
  call "$dir/password-policy.json" iam get-account-password-policy
  call "$dir/list-account-aliases.json" iam list-account-aliases
  call "$dir/list-virtual-mfa-devices.json" iam list-virtual-mfa-devices
  call "$dir/list-users.json" iam list-users
  call "$dir/list-roles.json" iam list-roles
  call "$dir/list-instance-profiles.json" iam list-instance-profiles
  call "$dir/list-server-certificates.json" iam list-server-certificates
  collect_identity_providers "$dir"
  call "$dir/alternate-contact-billing.json" account get-alternate-contact --alternate-contact-type BILLING
  call "$dir/alternate-contact-operations.json" account get-alternate-contact --alternate-contact-type OPERATIONS
  call "$dir/alternate-contact-security.json" account get-alternate-contact --alternate-contact-type SECURITY
  call "$dir/contact-information.json" account get-contact-information
  call "$dir/account-list-regions.json" account list-regions
  call "$dir/s3control-get-public-access-block.json" s3control get-public-access-block --account-id "$account"
  [ -n "$PER_USER" ] && collect_users "$dir"
  [ -n "$LAST_ACCESSED" ] && collect_last_accessed "$dir"
  [ -n "$EXPOSURE" ] && collect_buckets "$dir"
  enabled_regions "$dir"
  for region in $REGIONS_TO_ASK; do
    say "Account $1, $region"
    REGION=$region
    collect_region "$dir/regions/$region"
    [ -n "$FINDINGS" ] && collect_findings "$dir/regions/$region"
    [ -n "$EXPOSURE" ] && collect_exposure "$dir/regions/$region"
  done
  REGION=''
  collect_trails "$dir"
}

# AWS makes the report when asked to and keeps it for four hours; a new one takes some seconds.
collect_credential_report() {
  local dir=$1 pause
  is_kept "$dir/credential-report.json" && return
  for pause in 0 2 2 3 5 5 10 10 20; do
    [ -n "$DRY_RUN" ] || sleep "$pause"
    ask "$dir/generate-credential-report.json" iam generate-credential-report --query State
    case $ANSWER in STARTED | INPROGRESS) ;; *) break ;; esac
  done
  call "$dir/credential-report.json" iam get-credential-report
}

collect_identity_providers() {
  local dir=$1 arn name
  call "$dir/list-saml-providers.json" iam list-saml-providers
  for arn in $(records_in "$dir/list-saml-providers.json" Arn); do
    name=$(safe_name "${arn#*:saml-provider/}")
    call "$dir/saml-providers/$name.json" iam get-saml-provider --saml-provider-arn "$arn"
  done
  call "$dir/list-open-id-connect-providers.json" iam list-open-id-connect-providers
  for arn in $(records_in "$dir/list-open-id-connect-providers.json" Arn); do
    name=$(safe_name "${arn#*:oidc-provider/}")
    call "$dir/oidc-providers/$name.json" iam get-open-id-connect-provider --open-id-connect-provider-arn "$arn"
  done
}

collect_users() {
  local dir=$1 user name key serial device
  for user in $(records_in "$dir/list-users.json" UserName); do
    name=$(safe_name "$user")
    call "$dir/users/$name/list-access-keys.json" iam list-access-keys --user-name "$user"
    for key in $(records_in "$dir/users/$name/list-access-keys.json" AccessKeyId); do
      call "$dir/users/$name/access-key-last-used.$key.json" iam get-access-key-last-used --access-key-id "$key"
    done
    call "$dir/users/$name/list-mfa-devices.json" iam list-mfa-devices --user-name "$user"
    for serial in $(records_in "$dir/users/$name/list-mfa-devices.json" SerialNumber); do
      device=$(safe_name "${serial##*/}")
      call "$dir/users/$name/get-mfa-device.$device.json" iam get-mfa-device --serial-number "$serial" --user-name "$user"
    done
    call "$dir/users/$name/get-login-profile.json" iam get-login-profile --user-name "$user"
    call "$dir/users/$name/list-ssh-public-keys.json" iam list-ssh-public-keys --user-name "$user"
    call "$dir/users/$name/list-service-specific-credentials.json" iam list-service-specific-credentials --user-name "$user"
    call "$dir/users/$name/list-signing-certificates.json" iam list-signing-certificates --user-name "$user"
  done
}

# Roles that belong to AWS services are left out: nobody can change what they may do.
collect_last_accessed() {
  local dir=$1 arn name
  for arn in $(records_in "$dir/list-users.json" Arn) $(records_in "$dir/list-roles.json" Arn); do
    case $arn in *:role/aws-service-role/*) continue ;; esac
    name=$(safe_name "${arn##*:}")
    has_report "$dir/last-accessed/$name" && continue
    ask "$dir/last-accessed/$name.generate.json" iam generate-service-last-accessed-details --arn "$arn" --granularity ACTION_LEVEL --query JobId
    collect_report "$dir/last-accessed/$name" get-service-last-accessed-details "$ANSWER"
  done
}

# collect_report PREFIX OPERATION JOB: waits for a report and keeps its pages, PREFIX.1.json and so on. The CLI does not put these
# pages together itself, and no page says what it is about: the manifest has the call that started the report before that of the page.
collect_report() {
  local prefix=$1 operation=$2 job=$3 page=1 pause marker=''
  local started=$LAST_COMMAND
  [ -n "$job" ] || return
  for pause in 0 1 1 2 3 5 10 20 30 60; do
    [ -n "$DRY_RUN" ] || sleep "$pause"
    ask "$prefix.status.json" iam "$operation" --job-id "$job" --query JobStatus
    [ "$ANSWER" = IN_PROGRESS ] || break
  done
  forget "$prefix"
  PRECEDED_BY="$started && "
  call "$prefix.$page.json" iam "$operation" --job-id "$job" --max-items 1000
  marker=$(records_in "$prefix.$page.json" Marker)
  while [ -n "$marker" ] && [ -z "$DRY_RUN" ]; do
    page=$((page + 1))
    call "$prefix.$page.json" iam "$operation" --job-id "$job" --max-items 1000 --marker "$marker"
    marker=$(records_in "$prefix.$page.json" Marker)
  done
  PRECEDED_BY=''
}

collect_region() {
  local dir=$1 analyzer name detector
  call "$dir/accessanalyzer-list-analyzers.json" accessanalyzer list-analyzers
  for analyzer in $(records_in "$dir/accessanalyzer-list-analyzers.json" name); do
    name=$(safe_name "$analyzer")
    call "$dir/accessanalyzer-list-archive-rules.$name.json" accessanalyzer list-archive-rules --analyzer-name "$analyzer"
  done
  call "$dir/cloudtrail-describe-trails.json" cloudtrail describe-trails
  if [ -n "$EVENTS" ]; then
    call "$dir/cloudtrail-lookup-events.ConsoleLogin.json" cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=ConsoleLogin --start-time "$EVENTS_FROM"
    call "$dir/cloudtrail-lookup-events.CreateAccessKey.json" cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateAccessKey --start-time "$EVENTS_FROM"
    call "$dir/cloudtrail-lookup-events.root.json" cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root --start-time "$EVENTS_FROM"
  fi
  call "$dir/logs-describe-metric-filters.json" logs describe-metric-filters
  call "$dir/cloudwatch-describe-alarms.json" cloudwatch describe-alarms
  call "$dir/sns-list-subscriptions.json" sns list-subscriptions
  # Of an instance no more is taken than what it runs with.
  call "$dir/ec2-describe-instances.json" ec2 describe-instances --query '{Reservations: Reservations[].{OwnerId: OwnerId, Instances: Instances[].{InstanceId: InstanceId, State: State, Placement: Placement, IamInstanceProfile: IamInstanceProfile, LaunchTime: LaunchTime}}}'
  call "$dir/rolesanywhere-list-profiles.json" rolesanywhere list-profiles
  call "$dir/rolesanywhere-list-trust-anchors.json" rolesanywhere list-trust-anchors
  call "$dir/config-describe-configuration-recorders.json" configservice describe-configuration-recorders
  call "$dir/config-describe-configuration-recorder-status.json" configservice describe-configuration-recorder-status
  call "$dir/config-describe-delivery-channels.json" configservice describe-delivery-channels
  call "$dir/config-describe-delivery-channel-status.json" configservice describe-delivery-channel-status
  call "$dir/config-describe-config-rules.json" configservice describe-config-rules
  call "$dir/config-describe-compliance-by-config-rule.json" configservice describe-compliance-by-config-rule
  call "$dir/config-describe-conformance-packs.json" configservice describe-conformance-packs
  call "$dir/config-describe-configuration-aggregators.json" configservice describe-configuration-aggregators
  call "$dir/guardduty-list-detectors.json" guardduty list-detectors
  for detector in $(elements_in "$dir/guardduty-list-detectors.json"); do
    call "$dir/guardduty-get-detector.$detector.json" guardduty get-detector --detector-id "$detector"
  done
  call "$dir/securityhub-describe-hub.json" securityhub describe-hub
  call "$dir/securityhub-get-enabled-standards.json" securityhub get-enabled-standards
  call "$dir/securityhub-describe-organization-configuration.json" securityhub describe-organization-configuration
  call "$dir/securityhub-describe-security-hub-v2.json" securityhub describe-security-hub-v2
}

# A trail of all regions is listed in each of them; its status and selectors are asked for once, in its home region.
collect_trails() {
  local dir=$1 region arn name bucket asked=' ' here
  for here in $REGIONS_TO_ASK; do
    for arn in $(records_in "$dir/regions/$here/cloudtrail-describe-trails.json" TrailARN); do
      case $asked in *" $arn "*) continue ;; esac
      asked="$asked$arn "
      region=$(printf '%s' "$arn" | cut -d : -f 4)
      name=$(safe_name "${arn##*:trail/}")
      REGION=$region
      call "$dir/regions/$region/cloudtrail-get-trail-status.$name.json" cloudtrail get-trail-status --name "$arn"
      call "$dir/regions/$region/cloudtrail-get-event-selectors.$name.json" cloudtrail get-event-selectors --trail-name "$arn"
      call "$dir/regions/$region/cloudtrail-get-insight-selectors.$name.json" cloudtrail get-insight-selectors --trail-name "$arn"
    done
  done
  REGION=''
  for here in $REGIONS_TO_ASK; do
    for bucket in $(records_in "$dir/regions/$here/cloudtrail-describe-trails.json" S3BucketName); do
      case $asked in *" $bucket "*) continue ;; esac
      asked="$asked$bucket "
      call "$dir/s3/$bucket.get-bucket-logging.json" s3api get-bucket-logging --bucket "$bucket"
      call "$dir/s3/$bucket.get-bucket-versioning.json" s3api get-bucket-versioning --bucket "$bucket"
    done
  done
}

collect_findings() {
  local dir=$1 analyzer name type finding status detector rule pack aggregator ids n
  while IFS=$'\t' read -r analyzer name type; do
    name=$(safe_name "$name")
    case $type in
      *_ACCESS) ;;
      *) call "$dir/accessanalyzer-list-findings.$name.json" accessanalyzer list-findings --analyzer-arn "$analyzer" ;;
    esac
    case $type in *_ACCESS | '<type>') ;; *) continue ;; esac
    call "$dir/accessanalyzer-list-findings-v2.$name.json" accessanalyzer list-findings-v2 --analyzer-arn "$analyzer"
    while IFS=$'\t' read -r finding status; do
      case $status in ACTIVE | '<status>') ;; *) continue ;; esac
      call "$dir/accessanalyzer-get-finding-v2.$finding.json" accessanalyzer get-finding-v2 --analyzer-arn "$analyzer" --id "$finding"
    done < <(records_in "$dir/accessanalyzer-list-findings-v2.$name.json" id status)
  done < <(records_in "$dir/accessanalyzer-list-analyzers.json" arn name type)
  for detector in $(elements_in "$dir/guardduty-list-detectors.json"); do
    ask "$dir/guardduty-list-findings.$detector.json" guardduty list-findings --detector-id "$detector" --query FindingIds
    n=0
    # GuardDuty tells at most 50 findings a call.
    while IFS= read -r ids; do
      [ -n "$ids" ] || continue
      n=$((n + 1))
      # shellcheck disable=SC2086 # each id is a word of its own
      call "$dir/guardduty-get-findings.$detector.$n.json" guardduty get-findings --detector-id "$detector" --finding-ids $ids
    done < <(printf '%s' "$ANSWER" | tr '\t' '\n' | sort | xargs -n 50)
  done
  call "$dir/securityhub-get-findings.json" securityhub get-findings --filters "RecordState=[{Value=ACTIVE,Comparison=EQUALS}],ResourceType=[{Value=AwsIam,Comparison=PREFIX},{Value=AwsAccount,Comparison=EQUALS}]"
  call "$dir/securityhub-get-findings-v2.json" securityhub get-findings-v2 --filters "CompositeFilters=[{StringFilters=[{FieldName=resources.type,Filter={Value=AWS::IAM,Comparison=PREFIX}}]}]"
  while IFS= read -r rule; do
    name=$(safe_name "$rule")
    call "$dir/config-get-compliance-details-by-config-rule.$name.json" configservice get-compliance-details-by-config-rule --config-rule-name "$rule"
  done < <(identity_rules_in "$dir/config-describe-config-rules.json")
  while IFS= read -r pack; do
    name=$(safe_name "$pack")
    call "$dir/config-describe-conformance-pack-compliance.$name.json" configservice describe-conformance-pack-compliance --conformance-pack-name "$pack"
  done < <(records_in "$dir/config-describe-conformance-packs.json" ConformancePackName)
  while IFS= read -r aggregator; do
    name=$(safe_name "$aggregator")
    call "$dir/config-describe-aggregate-compliance-by-config-rules.$name.json" configservice describe-aggregate-compliance-by-config-rules --configuration-aggregator-name "$aggregator"
  done < <(records_in "$dir/config-describe-configuration-aggregators.json" ConfigurationAggregatorName)
}

collect_buckets() {
  local dir=$1 bucket
  ask "$dir/s3/list-buckets.json" s3api list-buckets --query 'Buckets[].Name'
  for bucket in $ANSWER; do
    call "$dir/s3/$bucket.get-bucket-policy.json" s3api get-bucket-policy --bucket "$bucket"
    call "$dir/s3/$bucket.get-bucket-policy-status.json" s3api get-bucket-policy-status --bucket "$bucket"
    call "$dir/s3/$bucket.get-public-access-block.json" s3api get-public-access-block --bucket "$bucket"
    call "$dir/s3/$bucket.get-bucket-acl.json" s3api get-bucket-acl --bucket "$bucket"
  done
}

# The lists serve to ask for the policies. That of the functions holds their environment, so only names are taken from it.
collect_exposure() {
  local dir=$1 key secret topic queue function repository name
  ask "$dir/kms/list-keys.json" kms list-keys --query 'Keys[].KeyId'
  for key in $ANSWER; do
    call "$dir/kms/$key.describe-key.json" kms describe-key --key-id "$key"
    # What AWS manages is used by its services alone.
    [ "$(records_in "$dir/kms/$key.describe-key.json" KeyManager)" = AWS ] && continue
    call "$dir/kms/$key.get-key-policy.json" kms get-key-policy --key-id "$key" --policy-name default
    call "$dir/kms/$key.get-key-rotation-status.json" kms get-key-rotation-status --key-id "$key"
    call "$dir/kms/$key.list-grants.json" kms list-grants --key-id "$key"
  done
  ask "$dir/secretsmanager/list-secrets.json" secretsmanager list-secrets --query 'SecretList[].ARN'
  for secret in $ANSWER; do
    name=$(safe_name "${secret##*:secret:}")
    call "$dir/secretsmanager/$name.get-resource-policy.json" secretsmanager get-resource-policy --secret-id "$secret"
  done
  ask "$dir/sns/list-topics.json" sns list-topics --query 'Topics[].TopicArn'
  for topic in $ANSWER; do
    name=$(safe_name "${topic##*:}")
    call "$dir/sns/$name.get-topic-attributes.json" sns get-topic-attributes --topic-arn "$topic"
  done
  ask "$dir/sqs/list-queues.json" sqs list-queues --query QueueUrls
  for queue in $ANSWER; do
    name=$(safe_name "${queue##*/}")
    call "$dir/sqs/$name.get-queue-attributes.json" sqs get-queue-attributes --queue-url "$queue" --attribute-names Policy QueueArn
  done
  ask "$dir/lambda/list-functions.json" lambda list-functions --query 'Functions[].FunctionName'
  for function in $ANSWER; do
    name=$(safe_name "$function")
    call "$dir/lambda/$name.get-policy.json" lambda get-policy --function-name "$function"
  done
  ask "$dir/ecr/describe-repositories.json" ecr describe-repositories --query 'repositories[].repositoryName'
  for repository in $ANSWER; do
    name=$(safe_name "$repository")
    call "$dir/ecr/$name.get-repository-policy.json" ecr get-repository-policy --repository-name "$repository"
  done
}

# ---------------------------------------------------------------- what of it is asked about

# enabled_regions DIR: sets REGIONS_TO_ASK.
enabled_regions() {
  local dir=$1
  REGIONS_TO_ASK=$REGIONS
  [ -n "$REGIONS" ] && return
  ask "$dir/ec2-describe-regions.json" ec2 describe-regions --query 'Regions[].RegionName'
  REGIONS_TO_ASK=${ANSWER:-$AWS_DEFAULT_REGION}
}

# Service and resource control policies are asked for also where they are switched off: that there is none is an answer.
enabled_policy_types() {
  {
    printf '%s\n' SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY
    records_in organization/list-roots.json Type Status | awk -F '\t' '$2 == "ENABLED" { print $1 }'
  } | sort -u
}

# State tells more than the older Status; an AWS CLI that does not know it yet leaves it out.
accounts_to_ask() {
  local id status state active=' '
  if [ -n "$DRY_RUN" ]; then
    # shellcheck disable=SC2086 # each account is a word of its own
    printf '%s\n' "$CALLER_ACCOUNT" ${ACCOUNTS:-<Id>}
    return
  fi
  while IFS=$'\t' read -r id status state; do
    [ "$state" = - ] && state=$status
    [ "$state" = ACTIVE ] || continue
    active="$active$id "
    case " ${ACCOUNTS:-$id} " in *" $id "*) printf '%s\n' "$id" ;; esac
  done < <(records_in organization/list-accounts.json Id Status State)
  for id in $ACCOUNTS; do
    case $active in *" $id "*) ;; *) say "  account $id is left out: it is no ACTIVE account of the organization" ;; esac
  done
}

# Names of the AWS Config rules about identities, by the names AWS gives its own rules.
identity_rules_in() {
  local rule identifier
  while IFS=$'\t' read -r rule identifier; do
    case $identifier in IAM_* | ROOT_* | MFA_* | ACCESS_KEYS_* | '<SourceIdentifier>') printf '%s\n' "$rule" ;; esac
  done < <(records_in "$1" ConfigRuleName SourceIdentifier)
}

# records_in FILE KEY…: a line for each object of an answer that has the first KEY: its values, parted by tabs, - for one it lacks.
# The AWS CLI writes one key a line, indented by four blanks a level, which is why no JSON parser is needed to find names.
records_in() {
  local file=$OUT/$1
  shift
  if [ -n "$DRY_RUN" ]; then
    printf '%s\n' "$*" | sed 's/[^ ][^ ]*/<&>/g' | tr ' ' '\t'
    return
  fi
  [ -f "$file" ] || return
  LC_ALL=C awk -v names="$*" '
    BEGIN { count = split(names, name, " ") }
    { indent = match($0, /[^ ]/) }
    {
      for (i = 1; i <= count; i++) {
        if (index($0, "\"" name[i] "\": ") != indent) continue
        text = substr($0, indent + length(name[i]) + 4)
        sub(/\r$/, "", text); sub(/,$/, "", text); gsub(/^"|"$/, "", text)
        if (text ~ /^[[{]/) continue
        value[i] = text
        if (i == 1) at = indent
      }
    }
    /^ *}/ && at && indent == at - 4 {
      row = value[1]
      for (i = 2; i <= count; i++) row = row "\t" (i in value && value[i] != "" ? value[i] : "-")
      print row
      at = 0; split("", value)
    }' "$file"
}

# elements_in FILE: the texts of a list of texts.
elements_in() {
  local name=${1##*/}
  [ -n "$DRY_RUN" ] && printf '<%s>\n' "${name%.json}"
  [ -f "$OUT/$1" ] || return
  LC_ALL=C sed -n 's/^ *"\([^"]*\)",\{0,1\}$/\1/p' "$OUT/$1"
}

# A name that is safe as a file's on any system, `.` and `..` included; the manifest keeps the exact one.
safe_name() {
  local LC_ALL=C
  local name=${1//[!A-Za-z0-9._+=,@-]/_}
  case $name in *.) name=${name}_ ;; esac
  case ${name%%.*} in
    [Cc][Oo][Nn] | [Pp][Rr][Nn] | [Aa][Uu][Xx] | [Nn][Uu][Ll] | [Cc][Oo][Mm][0-9] | [Ll][Pp][Tt][0-9]) name=_$name ;;
  esac
  printf '%s' "$name"
}

# ---------------------------------------------------------------- asking

call() {
  local path=$1 file name n=1
  shift
  with_region "$@"
  if [ -n "$DRY_RUN" ]; then
    echo "$LAST_COMMAND"
    return
  fi
  LAST_COMMAND=$PRECEDED_BY$LAST_COMMAND
  is_kept "$path" "$LAST_COMMAND" && return
  # Two names of AWS may be the same to a file system.
  name=${path%.json}
  while [ -e "$OUT/$path" ] || [ -e "$OUT/$path.err" ]; do
    n=$((n + 1))
    path=$name.$n.json
  done
  file=$OUT/$path
  begin "$path"
  # Under another name until it is whole, so that a run that is stopped leaves no half answer.
  aws "${WORDS[@]}" --output json </dev/null >"$file.part" 2>"$file.err"
  RC=$?
  if [ -s "$file.part" ]; then mv "$file.part" "$file"; else rm -f "$file.part"; fi
  record "$path"
}

# The answer goes to ANSWER and never to a file.
ask() {
  local path=$1
  shift
  with_region "$@"
  if [ -n "$DRY_RUN" ]; then
    echo "$LAST_COMMAND"
    ANSWER="<$2>"
    return
  fi
  begin "$path"
  ANSWER=$(aws "${WORDS[@]}" --output text </dev/null 2>"$OUT/$path.err")
  RC=$?
  [ "$ANSWER" = None ] && ANSWER=''
  record "$path"
}

# with_region WORD…: sets WORDS, what the CLI is given, and LAST_COMMAND, the same as a line to read.
with_region() {
  local word before='' shown last
  WORDS=()
  LAST_COMMAND=aws
  [ -n "$REGION" ] && set -- "$@" --region "$REGION"
  for word in "$@"; do
    # The CLI takes a name that begins with a dash for an option unless it is joined to its own.
    case $before:$word in
      --user-name:-* | --function-name:-* | --config-rule-name:-*)
        last=$((${#WORDS[@]} - 1))
        WORDS[last]="$before=$word"
        LAST_COMMAND="$LAST_COMMAND=$word"
        before=''
        continue
        ;;
    esac
    WORDS+=("$word")
    shown=$word
    [ "$before" = --external-id ] && shown='***'
    case $shown in *[!A-Za-z0-9_.,:/=@+%*-]*) shown="\"$shown\"" ;; esac
    LAST_COMMAND="$LAST_COMMAND $shown"
    before=$word
  done
}

begin() {
  [ -d "$OUT/${1%/*}" ] || mkdir -p "$OUT/${1%/*}"
  renew_session
  STARTED=$(utc_now)
  STARTED_AT=$SECONDS
}

# record PATH: the row of the call that was just made. Columns as in the first line of the manifest.
record() {
  local path=$1 file=$OUT/$1 bytes=0 sha256=- error=-
  if [ -s "$file.err" ]; then
    [ "$RC" -eq 0 ] || error=$(error_code "$file.err")
  else
    rm -f "$file.err"
    [ "$RC" -eq 0 ] || error=rc$RC
  fi
  if [ -f "$file" ]; then
    bytes=$(($(wc -c <"$file")))
    sha256=$(digest "$file")
  fi
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$path" "$RC" "$error" "$bytes" "$sha256" "$STARTED" \
    "$((SECONDS - STARTED_AT))" "$ACCOUNT_NOW" "${REGION:-global}" "$LAST_COMMAND" >>"$MANIFEST"
  [ "$error" = - ] || is_absence "$error" || say "  $error: $LAST_COMMAND"
}

error_code() {
  local code
  code=$(sed -n 's/.*An error occurred (\([A-Za-z0-9_.]*\)) when calling.*/\1/p' "$1" | head -n 1)
  if [ -z "$code" ] && grep -q 'usage: aws\|Invalid choice\|invalid choice\|Unknown options' "$1"; then code=NotInThisCLI; fi
  if [ -z "$code" ] && grep -q 'Could not connect\|Connect timeout\|Read timeout' "$1"; then code=NotReached; fi
  printf '%s' "${code:-rc$RC}"
}

# Errors that are an answer: there is none of what was asked for, or the service is not in use.
is_absence() {
  case $1 in
    NoSuchEntity | ResourceNotFoundException | NoSuchPublicAccessBlockConfiguration | NoSuchBucketPolicy | \
      InvalidAccessException | AWSOrganizationsNotInUseException | \
      ServiceAccessNotEnabledException | PolicyTypeNotEnabledException | ResourcePolicyNotFoundException | \
      RepositoryPolicyNotFoundException | InsightNotEnabledException) return 0 ;;
  esac
  return 1
}

# is_kept PATH [COMMAND]: whether an earlier run of this folder has the answer.
is_kept() {
  [ -n "$RESUME" ] && P=$1 C=${2:-} LC_ALL=C awk -F '\t' '
    $1 == ENVIRON["P"] && $2 == 0 && (ENVIRON["C"] == "" || $10 == ENVIRON["C"]) { found = 1 }
    END { exit !found }' "$MANIFEST"
}

# has_report PREFIX: whether an earlier run has every page of it.
has_report() {
  local prefix=$1 page=1
  [ "$(records_in "$prefix.1.json" JobStatus)" = IN_PROGRESS ] && return 1
  while is_kept "$prefix.$page.json"; do
    [ -n "$(records_in "$prefix.$page.json" Marker)" ] || return 0
    page=$((page + 1))
  done
  return 1
}

# forget PREFIX: drops the pages of a report that an earlier run did not end.
forget() {
  local prefix=$1 n=1
  [ -n "$RESUME" ] || return
  while [ -e "$OUT/$prefix.$n.json" ]; do
    rm -f "$OUT/$prefix.$n.json"
    P=$prefix.$n.json LC_ALL=C awk -F '\t' '$1 != ENVIRON["P"]' "$MANIFEST" >"$MANIFEST.new" && mv "$MANIFEST.new" "$MANIFEST"
    n=$((n + 1))
  done
}

# ---------------------------------------------------------------- credentials

enter_account() {
  ACCOUNT_NOW=$1
  ROLE_ARN=arn:$PARTITION:iam::$1:role/$ROLE
  say "Account $1: assuming $ROLE_ARN"
  assume_role || { say "  account $1 is left out: the role could not be assumed" && return 1; }
}

# The session stands in this shell's environment only; `ask` writes no answers.
assume_role() {
  SESSION_SINCE=$SECONDS
  use_credentials "$CALLER_KEY_ID" "$CALLER_SECRET" "$CALLER_TOKEN" "$CALLER_PROFILE"
  if [ -n "$EXTERNAL_ID" ]; then
    ask "accounts/$ACCOUNT_NOW/sts-assume-role.json" sts assume-role --role-arn "$ROLE_ARN" --role-session-name collect-aws-exports --duration-seconds 3600 --external-id "$EXTERNAL_ID" --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]'
  else
    ask "accounts/$ACCOUNT_NOW/sts-assume-role.json" sts assume-role --role-arn "$ROLE_ARN" --role-session-name collect-aws-exports --duration-seconds 3600 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]'
  fi
  [ -n "$DRY_RUN" ] && return 0
  # shellcheck disable=SC2086 # three words
  set -- $ANSWER
  ANSWER=''
  [ $# -eq 3 ] || return 1
  use_credentials "$1" "$2" "$3" ''
}

# A session lasts an hour; an account with many users takes longer.
renew_session() {
  if [ -n "$ROLE_ARN" ] && [ $((SECONDS - SESSION_SINCE)) -gt 3000 ]; then
    local words command=$LAST_COMMAND region=$REGION
    words=("${WORDS[@]}")
    REGION=''
    # Without the session the calls would be the caller's own, of another account.
    assume_role || { say "  account $ACCOUNT_NOW is left incomplete: the role could not be assumed again" && exit 1; }
    WORDS=("${words[@]}") LAST_COMMAND=$command REGION=$region
  fi
}

# use_credentials KEY_ID SECRET TOKEN PROFILE; '' unsets one, as the CLI tells an empty variable from none.
use_credentials() {
  unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SECURITY_TOKEN AWS_PROFILE AWS_DEFAULT_PROFILE
  [ -n "$1" ] && export AWS_ACCESS_KEY_ID="$1"
  [ -n "$2" ] && export AWS_SECRET_ACCESS_KEY="$2"
  [ -n "$3" ] && export AWS_SESSION_TOKEN="$3"
  [ -n "$4" ] && export AWS_PROFILE="$4"
  return 0
}

# ---------------------------------------------------------------- start and end

read_options() {
  PROFILE='' ORG='' ROLE='' EXTERNAL_ID='' ACCOUNTS='' REGIONS='' OUT='' EVENTS=''
  PER_USER='' LAST_ACCESSED='' FINDINGS='' EXPOSURE='' RESUME='' NO_ZIP='' DRY_RUN=''
  while [ $# -gt 0 ]; do
    case $1 in
      --profile | --role | --external-id | --accounts | --regions | --events | --out)
        [ $# -gt 1 ] || stop "$1 needs a value; see --help."
        ;;
    esac
    case $1 in
      --profile) PROFILE=$2 && shift ;;
      --role) ROLE=$2 && shift ;;
      --external-id) EXTERNAL_ID=$2 && shift ;;
      --accounts) ACCOUNTS=$2 && shift ;;
      --regions) REGIONS=$2 && shift ;;
      --events) EVENTS=$2 && shift ;;
      --out) OUT=${2%/} && shift ;;
      --org) ORG=1 ;;
      --per-user) PER_USER=1 ;;
      --last-accessed) LAST_ACCESSED=1 ;;
      --findings) FINDINGS=1 ;;
      --exposure) EXPOSURE=1 ;;
      --resume) RESUME=1 ;;
      --no-zip) NO_ZIP=1 ;;
      --dry-run) DRY_RUN=1 ;;
      --help | -h) usage && exit 0 ;;
      *) stop "There is no option $1; see --help." ;;
    esac
    shift
  done
  case $EVENTS in
    '') ;;
    *[!0-9]* | 0* | ???*) stop '--events takes a number of days from 1 to 90.' ;;
    *) [ "$EVENTS" -le 90 ] || stop '--events takes a number of days from 1 to 90.' ;;
  esac
  [ -z "$ROLE$EXTERNAL_ID$ACCOUNTS" ] || [ -n "$ORG" ] || stop '--role, --external-id and --accounts go with --org.'
  case $ACCOUNTS in *[!0-9\ ]*) stop '--accounts takes account ids of 12 digits, parted by blanks.' ;; esac
  case $REGIONS in *[!a-z0-9\ -]*) stop '--regions takes names as eu-west-1, parted by blanks.' ;; esac
  [ -z "$EXTERNAL_ID" ] || [ -n "$ROLE" ] || stop '--external-id goes with --role.'
  [ -z "$RESUME" ] || [ -n "$OUT" ] || stop '--resume needs --out with the folder of the run to go on with.'
  OPTIONS="org:${ORG:-0} role:${ROLE:--} external_id:${EXTERNAL_ID:+given} accounts:${ACCOUNTS:-all} per_user:${PER_USER:-0}"
  OPTIONS="$OPTIONS last_accessed:${LAST_ACCESSED:-0} events:${EVENTS:-0} findings:${FINDINGS:-0} exposure:${EXPOSURE:-0} regions:${REGIONS:-all}"
}

prepare() {
  REGION='' REGIONS_TO_ASK='' ACCOUNT_NOW='' ANSWER='' ROLE_ARN='' SESSION_SINCE=0 PRECEDED_BY='' LAST_COMMAND='' WORDS=()
  EVENTS_FROM=$(($(date +%s) - ${EVENTS:-0} * 86400))
  if [ -n "$DRY_RUN" ]; then
    CALLER_ACCOUNT='<account-id>' PARTITION=aws AWS_DEFAULT_REGION=us-east-1
    CALLER_KEY_ID='' CALLER_SECRET='' CALLER_TOKEN='' CALLER_PROFILE=''
    return
  fi
  command -v aws >/dev/null || stop 'The AWS CLI (aws) is not on the PATH.'
  if command -v sha256sum >/dev/null; then
    SHA256=(sha256sum)
  elif command -v shasum >/dev/null; then
    SHA256=(shasum -a 256)
  else
    stop 'Neither sha256sum nor shasum is on the PATH.'
  fi
  # What is collected is confidential: nobody else on this machine may read it.
  umask 077
  # One paging, one encoding, one time zone and patience with throttling, whatever the client's own settings are.
  export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off AWS_RETRY_MODE=adaptive AWS_MAX_ATTEMPTS=10 TZ=UTC
  export PYTHONIOENCODING=utf-8 PYTHONUTF8=1 AWS_CLI_OUTPUT_ENCODING=UTF-8
  # With a profile given, keys in the environment would win over it.
  [ -n "$PROFILE" ] && use_credentials '' '' '' "$PROFILE"
  CALLER_KEY_ID=${AWS_ACCESS_KEY_ID:-} CALLER_SECRET=${AWS_SECRET_ACCESS_KEY:-} CALLER_TOKEN=${AWS_SESSION_TOKEN:-}
  CALLER_PROFILE=${AWS_PROFILE:-${AWS_DEFAULT_PROFILE:-}}
  AWS_DEFAULT_REGION=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2>/dev/null </dev/null)}}
  export AWS_DEFAULT_REGION="${AWS_DEFAULT_REGION:-us-east-1}"
  identify_caller
  open_folder
  trap 'echo; say "Stopped. Go on with: --resume --out $OUT"; exit 2' INT TERM
  say "Caller $CALLER_ARN; writing to $OUT"
}

identify_caller() {
  local answer
  answer=$(aws sts get-caller-identity --query '[Account,Arn]' --output text </dev/null) || stop 'AWS did not say who is calling: check the credentials (aws sts get-caller-identity).'
  CALLER_ACCOUNT=${answer%%[[:space:]]*}
  CALLER_ARN=${answer##*[[:space:]]}
  PARTITION=$(printf '%s' "$CALLER_ARN" | cut -d : -f 2)
  ACCOUNT_NOW=$CALLER_ACCOUNT
}

open_folder() {
  OUT=${OUT:-aws-exports-$CALLER_ACCOUNT-$(date -u +%Y%m%dT%H%M%SZ)}
  MANIFEST=$OUT/manifest.tsv
  if [ -n "$RESUME" ]; then
    [ -f "$MANIFEST" ] || stop "$OUT holds no earlier run; leave out --resume."
    keep_answered
    [ "$(sed -n 's/^caller_account=//p' "$OUT/collector.txt")" = "$CALLER_ACCOUNT" ] || stop "The earlier run in $OUT was made from another account."
    # The same period as before, so that its answers are known again.
    case $(sed -n 's/^options=//p' "$OUT/collector.txt" | tail -n 1) in
      *" events:${EVENTS:-0} "*) EVENTS_FROM=$(sed -n 's/^events_from=//p' "$OUT/collector.txt" | tail -n 1) ;;
    esac
    printf 'resumed_utc=%s\n' "$(utc_now)" >>"$OUT/collector.txt"
  else
    [ ! -e "$MANIFEST" ] || stop "$OUT holds an earlier run; choose another folder or go on with it: --resume."
    mkdir -p "$OUT" || stop "The folder $OUT cannot be written."
    printf 'path\trc\terror\tbytes\tsha256\tstarted_utc\tseconds\taccount\tregion\tcommand\n' >"$MANIFEST" || stop "The folder $OUT cannot be written."
    printf 'collector=collect-aws-exports.sh %s\nstarted_utc=%s\n' "$VERSION" "$(utc_now)" >"$OUT/collector.txt"
  fi
  {
    printf 'aws_cli=%s\n' "$(aws --version 2>&1 </dev/null | head -n 1)"
    printf 'shell=bash %s\nos=%s\n' "$BASH_VERSION" "$(uname -srm)"
    printf 'caller_account=%s\ncaller_arn=%s\n' "$CALLER_ACCOUNT" "$CALLER_ARN"
    printf 'options=%s\nevents_from=%s\n' "$OPTIONS" "$EVENTS_FROM"
  } >>"$OUT/collector.txt"
}

# Keeps the rows of calls that were answered and whose file is as it was; the others are asked again.
keep_answered() {
  local path rc error bytes sha256 rest
  while IFS=$'\t' read -r path rc error bytes sha256 rest; do
    if [ "$path" = path ] || { [ "$rc" = 0 ] && { [ "$sha256" = - ] || [ "$(digest "$OUT/$path" 2>/dev/null)" = "$sha256" ]; }; }; then
      printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$path" "$rc" "$error" "$bytes" "$sha256" "$rest"
    else
      rm -f "$OUT/$path" "$OUT/$path.err" "$OUT/$path.part"
    fi
  done <"$MANIFEST" >"$MANIFEST.new"
  mv "$MANIFEST.new" "$MANIFEST"
}

finish() {
  local archive=''
  [ -n "$DRY_RUN" ] && exit 0
  printf 'finished_utc=%s\ncalls=%s\n' "$(utc_now)" "$(($(wc -l <"$MANIFEST") - 1))" >>"$OUT/collector.txt"
  find "$OUT" -name '*.part' -type f -exec rm -f {} +
  list_digests >"$OUT/SHA256SUMS"
  if [ -z "$NO_ZIP" ]; then archive=$(pack); fi
  echo
  summary
  failed=$?
  echo
  echo "Folder         $OUT"
  [ -n "$archive" ] && echo "Archive        $archive"
  echo "Bundle digest  $(digest "$OUT/SHA256SUMS")   (SHA-256 of SHA256SUMS; tell it to the auditor by another way)"
  exit "$failed"
}

# SHA256SUMS as `sha256sum -c` and `shasum -a 256 -c` read it, from inside the folder.
list_digests() {
  (
    cd "$OUT" || exit
    find . -type f ! -path ./SHA256SUMS -print0 | xargs -0 "${SHA256[@]}" | sed 's|^\([0-9a-f]*  \)\./|\1|' | LC_ALL=C sort -k 2
  )
}

pack() {
  local folder name
  folder=$(dirname "$OUT")
  name=$(basename "$OUT")
  rm -f "$OUT.zip" "$OUT.tar.gz"
  if command -v zip >/dev/null && (cd "$folder" && zip -q -r -X "$name.zip" "$name"); then
    echo "$OUT.zip"
  elif tar -czf "$OUT.tar.gz" -C "$folder" "$name"; then
    echo "$OUT.tar.gz"
  fi
}

# Calls by what came of them; answers 1 where a call failed.
summary() {
  local code n failed=0
  echo 'Calls  Outcome'
  while read -r n code; do
    if [ "$code" = - ]; then
      code=answered
    elif is_absence "$code"; then
      code="answered: there is none ($code)"
    else
      code="failed: $code"
      failed=1
    fi
    printf '%5s  %s\n' "$n" "$code"
  done < <(tail -n +2 "$MANIFEST" | cut -f 3 | LC_ALL=C sort | uniq -c | LC_ALL=C sort -k 1,1nr)
  return $failed
}

digest() {
  local line
  line=$("${SHA256[@]}" "$1") && printf '%s' "${line%% *}"
}

utc_now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$*"
  exit 2
}

main "$@"
