# Asks AWS, read-only, for what a review of identities and access needs, and keeps every answer in a folder to hand over.
#
# Needs PowerShell 5.1 or 7 and the AWS CLI, version 1 or 2. Installs nothing, changes nothing, sends nothing anywhere but to AWS.
# How to read this file: `main` says what happens; every question to AWS is one line that begins with `call` or `ask`, so
# `Select-String '^ *(call|ask) ' collect-aws-exports.ps1` lists them all, and --dry-run prints them for the options given.
#   call FILE SERVICE OPERATION ...   keeps the answer in FILE, an error in FILE.err
#   ask  FILE SERVICE OPERATION ...   uses the answer (a list of names, a job's id, a session) and keeps only an error, in FILE.err
# Either leaves a row in manifest.tsv. It is the twin of collect-aws-exports.sh: same options, same questions, same files.
#
# If scripts are switched off: powershell -ExecutionPolicy Bypass -File collect-aws-exports.ps1 --help

$ErrorActionPreference = 'Stop'
$VERSION = '1.0'

function main($given) {
  read_options $given
  prepare
  try {
    if ($ORG) {
      collect_organization
      collect_identity_center
      collect_member_accounts
    } else {
      collect_account $CALLER_ACCOUNT
    }
    $script:ENDED = $true
  } catch {
    say "$_"
    exit 2
  } finally {
    if (-not $ENDED) { say "Stopped. Go on with: --resume --out $OUT" }
  }
  finish
}

function usage {
  @'
collect-aws-exports.ps1: read-only exports of AWS identities and access, for an audit.

  .\collect-aws-exports.ps1                              the account of the current credentials, all its enabled regions
  .\collect-aws-exports.ps1 --org --role AuditRole       the organization and, by assuming AuditRole, each ACTIVE account in it

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
'@
}

# ---------------------------------------------------------------- what is asked

function collect_organization {
  $dir = 'organization'
  say 'Organization'
  call "$dir/describe-organization.json" organizations describe-organization
  call "$dir/list-roots.json" organizations list-roots
  call "$dir/list-accounts.json" organizations list-accounts
  call "$dir/list-delegated-administrators.json" organizations list-delegated-administrators
  foreach ($id in values_in "$dir/list-delegated-administrators.json" Id) {
    call "$dir/delegated-services/$id.json" organizations list-delegated-services-for-account --account-id "$id"
  }
  call "$dir/list-aws-service-access.json" organizations list-aws-service-access-for-organization
  call "$dir/describe-resource-policy.json" organizations describe-resource-policy
  call "$dir/list-organizations-features.json" iam list-organizations-features
  $organization = values_in "$dir/describe-organization.json" Id | Select-Object -First 1
  foreach ($root in values_in "$dir/list-roots.json" Id) {
    collect_below $root "$organization/$root"
  }
  foreach ($type in enabled_policy_types) {
    call "$dir/policies/$type/list-policies.json" organizations list-policies --filter "$type"
    foreach ($policy in values_in "$dir/policies/$type/list-policies.json" Id) {
      call "$dir/policies/$type/$policy.json" organizations describe-policy --policy-id "$policy"
      call "$dir/policies/$type/$policy.targets.json" organizations list-targets-for-policy --policy-id "$policy"
    }
  }
}

# The units and accounts of a root or unit, and of every unit under it.
function collect_below($parent, $path) {
  $dir = 'organization'
  call "$dir/organizational-units-for-parent/$parent.json" organizations list-organizational-units-for-parent --parent-id "$parent"
  call "$dir/accounts-for-parent/$parent.json" organizations list-accounts-for-parent --parent-id "$parent"
  if ($LAST_ACCESSED -and -not (has_report "$dir/access-reports/$parent")) {
    ask "$dir/access-reports/$parent.generate.json" iam generate-organizations-access-report --entity-path "$path" --query JobId
    collect_report "$dir/access-reports/$parent" get-organizations-access-report "$ANSWER"
  }
  if ($DRY_RUN) { return }
  foreach ($unit in values_in "$dir/organizational-units-for-parent/$parent.json" Id) {
    collect_below $unit "$path/$unit"
  }
}

# Identity Center answers in one region only, its home: the regions are tried until one has it.
function collect_identity_center {
  $dir = 'identity-center'
  $found = ''
  say 'Identity Center'
  enabled_regions $dir
  foreach ($region in $REGIONS_TO_ASK) {
    $script:ASK_REGION = $region
    ask "$dir/find-instance.$region.json" sso-admin list-instances --query 'Instances[].InstanceArn'
    if ($ANSWER) { $found = $region; break }
  }
  $script:ASK_REGION = $found
  call "$dir/list-instances.json" sso-admin list-instances
  $instance = values_in "$dir/list-instances.json" InstanceArn | Select-Object -First 1
  $store = values_in "$dir/list-instances.json" IdentityStoreId | Select-Object -First 1
  if ($instance) {
    call "$dir/access-control-attributes.json" sso-admin describe-instance-access-control-attribute-configuration --instance-arn "$instance"
    call "$dir/list-permission-sets.json" sso-admin list-permission-sets --instance-arn "$instance"
    foreach ($set in elements_in "$dir/list-permission-sets.json") {
      $name = safe_name ($set -replace '^.*/', '')
      call "$dir/permission-sets/$name/describe-permission-set.json" sso-admin describe-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      call "$dir/permission-sets/$name/inline-policy.json" sso-admin get-inline-policy-for-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      call "$dir/permission-sets/$name/managed-policies.json" sso-admin list-managed-policies-in-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      call "$dir/permission-sets/$name/customer-managed-policies.json" sso-admin list-customer-managed-policy-references-in-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      call "$dir/permission-sets/$name/permissions-boundary.json" sso-admin get-permissions-boundary-for-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      call "$dir/permission-sets/$name/provisioned-accounts.json" sso-admin list-accounts-for-provisioned-permission-set --instance-arn "$instance" --permission-set-arn "$set"
      foreach ($account in elements_in "$dir/permission-sets/$name/provisioned-accounts.json") {
        call "$dir/permission-sets/$name/account-assignments/$account.json" sso-admin list-account-assignments --instance-arn "$instance" --account-id "$account" --permission-set-arn "$set"
      }
    }
    call "$dir/list-users.json" identitystore list-users --identity-store-id "$store"
    call "$dir/list-groups.json" identitystore list-groups --identity-store-id "$store"
    foreach ($group in values_in "$dir/list-groups.json" GroupId) {
      call "$dir/group-memberships/$group.json" identitystore list-group-memberships --identity-store-id "$store" --group-id "$group"
    }
  }
  $script:ASK_REGION = ''
}

# The session of a role is dropped when its account is done, and the caller's own credentials are back.
function collect_member_accounts {
  foreach ($account in accounts_to_ask) {
    if ($account -eq $CALLER_ACCOUNT) {
      collect_account $account
    } elseif ($ROLE) {
      if (enter_account $account) {
        try { collect_account $account } catch [System.TimeoutException] { say "  $($_.Exception.Message)" }
      }
      leave_account
    }
  }
}

function collect_account($account) {
  $dir = "accounts/$account"
  $script:ACCOUNT_NOW = $account
  say "Account $account"
  call "$dir/sts-get-caller-identity.json" sts get-caller-identity
  collect_credential_report $dir
  foreach ($filter in 'User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy') {
    call "$dir/gaad-$filter.json" iam get-account-authorization-details --filter "$filter" --page-size 1000
  }
  call "$dir/account-summary.json" iam get-account-summary
  call "$dir/password-policy.json" iam get-account-password-policy
  call "$dir/list-account-aliases.json" iam list-account-aliases
  call "$dir/list-virtual-mfa-devices.json" iam list-virtual-mfa-devices
  call "$dir/list-users.json" iam list-users
  call "$dir/list-roles.json" iam list-roles
  call "$dir/list-instance-profiles.json" iam list-instance-profiles
  call "$dir/list-server-certificates.json" iam list-server-certificates
  collect_identity_providers $dir
  call "$dir/alternate-contact-billing.json" account get-alternate-contact --alternate-contact-type BILLING
  call "$dir/alternate-contact-operations.json" account get-alternate-contact --alternate-contact-type OPERATIONS
  call "$dir/alternate-contact-security.json" account get-alternate-contact --alternate-contact-type SECURITY
  call "$dir/contact-information.json" account get-contact-information
  call "$dir/account-list-regions.json" account list-regions
  call "$dir/s3control-get-public-access-block.json" s3control get-public-access-block --account-id "$account"
  if ($PER_USER) { collect_users $dir }
  if ($LAST_ACCESSED) { collect_last_accessed $dir }
  if ($EXPOSURE) { collect_buckets $dir }
  enabled_regions $dir
  foreach ($region in $REGIONS_TO_ASK) {
    say "Account $account, $region"
    $script:ASK_REGION = $region
    collect_region "$dir/regions/$region"
    if ($FINDINGS) { collect_findings "$dir/regions/$region" }
    if ($EXPOSURE) { collect_exposure "$dir/regions/$region" }
  }
  $script:ASK_REGION = ''
  collect_trails $dir
}

# AWS makes the report when asked to and keeps it for four hours; a new one takes some seconds.
function collect_credential_report($dir) {
  if (is_kept "$dir/credential-report.json") { return }
  foreach ($pause in 0, 2, 2, 3, 5, 5, 10, 10, 20) {
    if (-not $DRY_RUN) { Start-Sleep -Seconds $pause }
    ask "$dir/generate-credential-report.json" iam generate-credential-report --query State
    if ($ANSWER -notin 'STARTED', 'INPROGRESS') { break }
  }
  call "$dir/credential-report.json" iam get-credential-report
}

function collect_identity_providers($dir) {
  call "$dir/list-saml-providers.json" iam list-saml-providers
  foreach ($arn in values_in "$dir/list-saml-providers.json" Arn) {
    $name = safe_name ($arn -replace '^.*?:saml-provider/', '')
    call "$dir/saml-providers/$name.json" iam get-saml-provider --saml-provider-arn "$arn"
  }
  call "$dir/list-open-id-connect-providers.json" iam list-open-id-connect-providers
  foreach ($arn in values_in "$dir/list-open-id-connect-providers.json" Arn) {
    $name = safe_name ($arn -replace '^.*?:oidc-provider/', '')
    call "$dir/oidc-providers/$name.json" iam get-open-id-connect-provider --open-id-connect-provider-arn "$arn"
  }
}

function collect_users($dir) {
  foreach ($user in values_in "$dir/list-users.json" UserName) {
    $name = safe_name $user
    call "$dir/users/$name/list-access-keys.json" iam list-access-keys --user-name "$user"
    foreach ($key in values_in "$dir/users/$name/list-access-keys.json" AccessKeyId) {
      call "$dir/users/$name/access-key-last-used.$key.json" iam get-access-key-last-used --access-key-id "$key"
    }
    call "$dir/users/$name/list-mfa-devices.json" iam list-mfa-devices --user-name "$user"
    foreach ($serial in values_in "$dir/users/$name/list-mfa-devices.json" SerialNumber) {
      $device = safe_name ($serial -replace '^.*/', '')
      call "$dir/users/$name/get-mfa-device.$device.json" iam get-mfa-device --serial-number "$serial" --user-name "$user"
    }
    call "$dir/users/$name/get-login-profile.json" iam get-login-profile --user-name "$user"
    call "$dir/users/$name/list-ssh-public-keys.json" iam list-ssh-public-keys --user-name "$user"
    call "$dir/users/$name/list-service-specific-credentials.json" iam list-service-specific-credentials --user-name "$user"
    call "$dir/users/$name/list-signing-certificates.json" iam list-signing-certificates --user-name "$user"
  }
}

# Roles that belong to AWS services are left out: nobody can change what they may do.
function collect_last_accessed($dir) {
  foreach ($arn in @(values_in "$dir/list-users.json" Arn) + @(values_in "$dir/list-roles.json" Arn)) {
    if ($arn -like '*:role/aws-service-role/*') { continue }
    $name = safe_name ($arn -replace '^.*:', '')
    if (has_report "$dir/last-accessed/$name") { continue }
    ask "$dir/last-accessed/$name.generate.json" iam generate-service-last-accessed-details --arn "$arn" --granularity ACTION_LEVEL --query JobId
    collect_report "$dir/last-accessed/$name" get-service-last-accessed-details "$ANSWER"
  }
}

# Waits for a report and keeps its pages, PREFIX.1.json and so on. The CLI does not put these pages together itself, and no page says
# what it is about: the manifest has the call that started the report before that of the page.
function collect_report($prefix, $operation, $job) {
  $page = 1
  $started = $LAST_COMMAND
  if (-not $job) { return }
  foreach ($pause in 0, 1, 1, 2, 3, 5, 10, 20, 30, 60) {
    if (-not $DRY_RUN) { Start-Sleep -Seconds $pause }
    ask "$prefix.status.json" iam "$operation" --job-id "$job" --query JobStatus
    if ($ANSWER -ne 'IN_PROGRESS') { break }
  }
  forget $prefix
  $script:PRECEDED_BY = "$started && "
  call "$prefix.$page.json" iam "$operation" --job-id "$job" --max-items 1000
  $marker = values_in "$prefix.$page.json" Marker | Select-Object -First 1
  while ($marker -and -not $DRY_RUN) {
    $page++
    call "$prefix.$page.json" iam "$operation" --job-id "$job" --max-items 1000 --marker "$marker"
    $marker = values_in "$prefix.$page.json" Marker | Select-Object -First 1
  }
  $script:PRECEDED_BY = ''
}

function collect_region($dir) {
  call "$dir/accessanalyzer-list-analyzers.json" accessanalyzer list-analyzers
  foreach ($analyzer in values_in "$dir/accessanalyzer-list-analyzers.json" name) {
    $name = safe_name $analyzer
    call "$dir/accessanalyzer-list-archive-rules.$name.json" accessanalyzer list-archive-rules --analyzer-name "$analyzer"
  }
  call "$dir/cloudtrail-describe-trails.json" cloudtrail describe-trails
  if ($EVENTS) {
    call "$dir/cloudtrail-lookup-events.ConsoleLogin.json" cloudtrail lookup-events --lookup-attributes 'AttributeKey=EventName,AttributeValue=ConsoleLogin' --start-time "$EVENTS_FROM"
    call "$dir/cloudtrail-lookup-events.CreateAccessKey.json" cloudtrail lookup-events --lookup-attributes 'AttributeKey=EventName,AttributeValue=CreateAccessKey' --start-time "$EVENTS_FROM"
    call "$dir/cloudtrail-lookup-events.root.json" cloudtrail lookup-events --lookup-attributes 'AttributeKey=Username,AttributeValue=root' --start-time "$EVENTS_FROM"
  }
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
  foreach ($detector in elements_in "$dir/guardduty-list-detectors.json") {
    call "$dir/guardduty-get-detector.$detector.json" guardduty get-detector --detector-id "$detector"
  }
  call "$dir/securityhub-describe-hub.json" securityhub describe-hub
  call "$dir/securityhub-get-enabled-standards.json" securityhub get-enabled-standards
  call "$dir/securityhub-describe-organization-configuration.json" securityhub describe-organization-configuration
  call "$dir/securityhub-describe-security-hub-v2.json" securityhub describe-security-hub-v2
}

# A trail of all regions is listed in each of them; its status and selectors are asked for once, in its home region.
function collect_trails($dir) {
  $asked = @()
  foreach ($here in $REGIONS_TO_ASK) {
    foreach ($arn in values_in "$dir/regions/$here/cloudtrail-describe-trails.json" TrailARN) {
      if ($asked -ccontains $arn) { continue }
      $asked += $arn
      $region = if ($DRY_RUN) { $arn } else { $arn.Split(':')[3] }
      $name = safe_name ($arn -replace '^.*:trail/', '')
      $script:ASK_REGION = $region
      call "$dir/regions/$region/cloudtrail-get-trail-status.$name.json" cloudtrail get-trail-status --name "$arn"
      call "$dir/regions/$region/cloudtrail-get-event-selectors.$name.json" cloudtrail get-event-selectors --trail-name "$arn"
      call "$dir/regions/$region/cloudtrail-get-insight-selectors.$name.json" cloudtrail get-insight-selectors --trail-name "$arn"
    }
  }
  $script:ASK_REGION = ''
  foreach ($here in $REGIONS_TO_ASK) {
    foreach ($bucket in values_in "$dir/regions/$here/cloudtrail-describe-trails.json" S3BucketName) {
      if ($asked -ccontains $bucket) { continue }
      $asked += $bucket
      call "$dir/s3/$bucket.get-bucket-logging.json" s3api get-bucket-logging --bucket "$bucket"
      call "$dir/s3/$bucket.get-bucket-versioning.json" s3api get-bucket-versioning --bucket "$bucket"
    }
  }
}

function collect_findings($dir) {
  foreach ($found in records_in "$dir/accessanalyzer-list-analyzers.json" arn name type) {
    $analyzer = $found.arn
    $name = safe_name $found.name
    if ($found.type -notlike '*_ACCESS') {
      call "$dir/accessanalyzer-list-findings.$name.json" accessanalyzer list-findings --analyzer-arn "$analyzer"
    }
    if ($found.type -notlike '*_ACCESS' -and $found.type -ne '<type>') { continue }
    call "$dir/accessanalyzer-list-findings-v2.$name.json" accessanalyzer list-findings-v2 --analyzer-arn "$analyzer"
    foreach ($summary in records_in "$dir/accessanalyzer-list-findings-v2.$name.json" id status) {
      if ($summary.status -notin 'ACTIVE', '<status>') { continue }
      $finding = $summary.id
      call "$dir/accessanalyzer-get-finding-v2.$finding.json" accessanalyzer get-finding-v2 --analyzer-arn "$analyzer" --id "$finding"
    }
  }
  foreach ($detector in elements_in "$dir/guardduty-list-detectors.json") {
    ask "$dir/guardduty-list-findings.$detector.json" guardduty list-findings --detector-id "$detector" --query FindingIds
    $all = @(words_of $ANSWER | Sort-Object)
    # GuardDuty tells at most 50 findings a call.
    for ($n = 1; ($n - 1) * 50 -lt $all.Count; $n++) {
      $ids = @($all | Select-Object -Skip (($n - 1) * 50) -First 50)
      call "$dir/guardduty-get-findings.$detector.$n.json" guardduty get-findings --detector-id "$detector" --finding-ids @ids
    }
  }
  call "$dir/securityhub-get-findings.json" securityhub get-findings --filters "RecordState=[{Value=ACTIVE,Comparison=EQUALS}],ResourceType=[{Value=AwsIam,Comparison=PREFIX},{Value=AwsAccount,Comparison=EQUALS}]"
  call "$dir/securityhub-get-findings-v2.json" securityhub get-findings-v2 --filters "CompositeFilters=[{StringFilters=[{FieldName=resources.type,Filter={Value=AWS::IAM,Comparison=PREFIX}}]}]"
  foreach ($rule in identity_rules_in "$dir/config-describe-config-rules.json") {
    $name = safe_name $rule
    call "$dir/config-get-compliance-details-by-config-rule.$name.json" configservice get-compliance-details-by-config-rule --config-rule-name "$rule"
  }
  foreach ($pack in values_in "$dir/config-describe-conformance-packs.json" ConformancePackName) {
    $name = safe_name $pack
    call "$dir/config-describe-conformance-pack-compliance.$name.json" configservice describe-conformance-pack-compliance --conformance-pack-name "$pack"
  }
  foreach ($aggregator in values_in "$dir/config-describe-configuration-aggregators.json" ConfigurationAggregatorName) {
    $name = safe_name $aggregator
    call "$dir/config-describe-aggregate-compliance-by-config-rules.$name.json" configservice describe-aggregate-compliance-by-config-rules --configuration-aggregator-name "$aggregator"
  }
}

function collect_buckets($dir) {
  ask "$dir/s3/list-buckets.json" s3api list-buckets --query 'Buckets[].Name'
  foreach ($bucket in words_of $ANSWER) {
    call "$dir/s3/$bucket.get-bucket-policy.json" s3api get-bucket-policy --bucket "$bucket"
    call "$dir/s3/$bucket.get-bucket-policy-status.json" s3api get-bucket-policy-status --bucket "$bucket"
    call "$dir/s3/$bucket.get-public-access-block.json" s3api get-public-access-block --bucket "$bucket"
    call "$dir/s3/$bucket.get-bucket-acl.json" s3api get-bucket-acl --bucket "$bucket"
  }
}

# The lists serve to ask for the policies. That of the functions holds their environment, so only names are taken from it.
function collect_exposure($dir) {
  ask "$dir/kms/list-keys.json" kms list-keys --query 'Keys[].KeyId'
  foreach ($key in words_of $ANSWER) {
    call "$dir/kms/$key.describe-key.json" kms describe-key --key-id "$key"
    # What AWS manages is used by its services alone.
    if ((values_in "$dir/kms/$key.describe-key.json" KeyManager) -eq 'AWS') { continue }
    call "$dir/kms/$key.get-key-policy.json" kms get-key-policy --key-id "$key" --policy-name default
    call "$dir/kms/$key.get-key-rotation-status.json" kms get-key-rotation-status --key-id "$key"
    call "$dir/kms/$key.list-grants.json" kms list-grants --key-id "$key"
  }
  ask "$dir/secretsmanager/list-secrets.json" secretsmanager list-secrets --query 'SecretList[].ARN'
  foreach ($secret in words_of $ANSWER) {
    $name = safe_name ($secret -replace '^.*:secret:', '')
    call "$dir/secretsmanager/$name.get-resource-policy.json" secretsmanager get-resource-policy --secret-id "$secret"
  }
  ask "$dir/sns/list-topics.json" sns list-topics --query 'Topics[].TopicArn'
  foreach ($topic in words_of $ANSWER) {
    $name = safe_name ($topic -replace '^.*:', '')
    call "$dir/sns/$name.get-topic-attributes.json" sns get-topic-attributes --topic-arn "$topic"
  }
  ask "$dir/sqs/list-queues.json" sqs list-queues --query QueueUrls
  foreach ($queue in words_of $ANSWER) {
    $name = safe_name ($queue -replace '^.*/', '')
    call "$dir/sqs/$name.get-queue-attributes.json" sqs get-queue-attributes --queue-url "$queue" --attribute-names Policy QueueArn
  }
  ask "$dir/lambda/list-functions.json" lambda list-functions --query 'Functions[].FunctionName'
  foreach ($function in words_of $ANSWER) {
    $name = safe_name $function
    call "$dir/lambda/$name.get-policy.json" lambda get-policy --function-name "$function"
  }
  ask "$dir/ecr/describe-repositories.json" ecr describe-repositories --query 'repositories[].repositoryName'
  foreach ($repository in words_of $ANSWER) {
    $name = safe_name $repository
    call "$dir/ecr/$name.get-repository-policy.json" ecr get-repository-policy --repository-name "$repository"
  }
}

# ---------------------------------------------------------------- what of it is asked about

# Sets REGIONS_TO_ASK.
function enabled_regions($dir) {
  $script:REGIONS_TO_ASK = @(words_of $REGIONS)
  if ($REGIONS_TO_ASK.Count -gt 0) { return }
  ask "$dir/ec2-describe-regions.json" ec2 describe-regions --query 'Regions[].RegionName'
  $script:REGIONS_TO_ASK = @(words_of $ANSWER)
  if ($REGIONS_TO_ASK.Count -eq 0) { $script:REGIONS_TO_ASK = @($DEFAULT_REGION) }
}

# Service and resource control policies are asked for also where they are switched off: that there is none is an answer.
function enabled_policy_types {
  $enabled = records_in 'organization/list-roots.json' Type Status | Where-Object { $_.Status -eq 'ENABLED' } | ForEach-Object { $_.Type }
  @('SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY') + @($enabled) | Where-Object { $_ } | Sort-Object -Unique
}

# State tells more than the older Status; an AWS CLI that does not know it yet leaves it out.
function accounts_to_ask {
  $wanted = @(words_of $ACCOUNTS)
  if ($DRY_RUN) {
    $CALLER_ACCOUNT
    if ($wanted.Count -gt 0) { $wanted } else { '<Id>' }
    return
  }
  $active = @()
  foreach ($found in records_in 'organization/list-accounts.json' Id Status State) {
    $state = if ($found.State -eq '-') { $found.Status } else { $found.State }
    if ($state -ne 'ACTIVE') { continue }
    $active += $found.Id
    if ($wanted.Count -eq 0 -or $wanted -contains $found.Id) { $found.Id }
  }
  foreach ($id in $wanted) {
    if ($active -notcontains $id) { say "  account $id is left out: it is no ACTIVE account of the organization" }
  }
}

# Names of the AWS Config rules about identities, by the names AWS gives its own rules.
function identity_rules_in($path) {
  foreach ($rule in records_in $path ConfigRuleName SourceIdentifier) {
    if ($rule.SourceIdentifier -cmatch '^(IAM_|ROOT_|MFA_|ACCESS_KEYS_|<)') { $rule.ConfigRuleName }
  }
}

# An object for each object of an answer that has the first KEY, with the values of all; - for one it lacks.
# The AWS CLI writes one key a line, indented by four blanks a level, which spares parsing files of hundreds of megabytes.
function records_in($path) {
  $names = $args
  if ($DRY_RUN) {
    $example = [ordered]@{}
    foreach ($name in $names) { $example[$name] = "<$name>" }
    return [pscustomobject]$example
  }
  if (-not (Test-Path -LiteralPath "$OUT/$path" -PathType Leaf)) { return }
  $values = @{}
  $at = -1
  foreach ($line in [System.IO.File]::ReadLines("$OUT/$path")) {
    if ($line -cmatch '^( *)"([A-Za-z0-9]+)": (.*?),?$' -and $names -ccontains $Matches[2] -and $Matches[3] -notmatch '^[\[{]') {
      $values[$Matches[2]] = $Matches[3] -replace '^"|"$', ''
      if ($Matches[2] -ceq $names[0]) { $at = $Matches[1].Length }
    } elseif ($at -ge 0 -and $line -cmatch '^( *)\}' -and $Matches[1].Length -eq $at - 4) {
      $record = [ordered]@{}
      foreach ($name in $names) { $record[$name] = if ($values[$name]) { $values[$name] } else { '-' } }
      [pscustomobject]$record
      $values = @{}
      $at = -1
    }
  }
}

function values_in($path, $name) { records_in $path $name | ForEach-Object { $_.$name } }

# The texts of a list of texts.
function elements_in($path) {
  if ($DRY_RUN) { return '<' + ($path -replace '^.*/', '' -replace '\.json$', '') + '>' }
  if (-not (Test-Path -LiteralPath "$OUT/$path" -PathType Leaf)) { return }
  foreach ($line in [System.IO.File]::ReadLines("$OUT/$path")) {
    if ($line -match '^ *"([^"]*)",?$') { $Matches[1] }
  }
}

function words_of($text) { "$text" -split '\s+' | Where-Object { $_ } }

# A name that is safe as a file's on any system, `.` and `..` included; the manifest keeps the exact one.
function safe_name($text) {
  $name = $text -creplace '[^A-Za-z0-9._+=,@-]', '_'
  if ($name.EndsWith('.')) { $name += '_' }
  if (($name -replace '\..*$', '') -match '^(con|prn|aux|nul|com[0-9]|lpt[0-9])$') { $name = "_$name" }
  $name
}

# ---------------------------------------------------------------- asking

function call {
  param([string] $path, [Parameter(ValueFromRemainingArguments = $true)] [string[]] $words)
  $given = @(with_region $words)
  if ($DRY_RUN) { print $LAST_COMMAND; return }
  $script:LAST_COMMAND = "$PRECEDED_BY$LAST_COMMAND"
  if (is_kept $path $LAST_COMMAND) { return }
  # Two names of AWS may be the same to a file system.
  $name = $path -replace '\.json$', ''
  for ($n = 2; (Test-Path -LiteralPath "$OUT/$path") -or (Test-Path -LiteralPath "$OUT/$path.err"); $n++) { $path = "$name.$n.json" }
  $started = open_call $path
  # Under another name until it is whole, so that a run that is stopped leaves no half answer.
  $stream = [System.IO.File]::Create("$OUT/$path.part")
  try { $code = run ($given + @('--output', 'json')) $stream "$OUT/$path.err" } finally { $stream.Dispose() }
  if ((Get-Item -LiteralPath "$OUT/$path.part").Length -gt 0) { Move-Item -LiteralPath "$OUT/$path.part" -Destination "$OUT/$path" }
  else { Remove-Item -LiteralPath "$OUT/$path.part" }
  record $path $code $started
}

# The answer goes to ANSWER and never to a file.
function ask {
  param([string] $path, [Parameter(ValueFromRemainingArguments = $true)] [string[]] $words)
  $given = @(with_region $words)
  if ($DRY_RUN) {
    print $LAST_COMMAND
    $script:ANSWER = "<$($words[1])>"
    return
  }
  $started = open_call $path
  $stream = New-Object System.IO.MemoryStream
  $code = run ($given + @('--output', 'text')) $stream "$OUT/$path.err"
  $script:ANSWER = [System.Text.Encoding]::UTF8.GetString($stream.ToArray()).Trim()
  if ($ANSWER -ceq 'None') { $script:ANSWER = '' }
  record $path $code $started
}

# Answers what the CLI is given, and sets LAST_COMMAND to the same as a line to read.
function with_region([string[]] $words) {
  $given = New-Object System.Collections.Generic.List[string]
  $shown = 'aws'
  $before = ''
  if ($ASK_REGION) { $words += @('--region', $ASK_REGION) }
  foreach ($word in $words) {
    # The CLI takes a name that begins with a dash for an option unless it is joined to its own.
    if ($word.StartsWith('-') -and $before -cmatch '^--(user-name|function-name|config-rule-name)$') {
      $given[$given.Count - 1] = "$before=$word"
      $shown += "=$word"
      $before = ''
      continue
    }
    $given.Add($word)
    $text = if ($before -ceq '--external-id') { '***' } else { $word }
    if ($text -cmatch '[^A-Za-z0-9_.,:/=@+%*-]') { $text = "`"$text`"" }
    $shown += " $text"
    $before = $word
  }
  $script:LAST_COMMAND = $shown
  return $given.ToArray()
}

# Runs the CLI with its answer to a stream and its errors to a file, byte for byte; answers its exit code. Nothing of the credentials
# is set outside the child process.
function run([string[]] $words, $stream, $errorFile) {
  $start = New-Object System.Diagnostics.ProcessStartInfo
  $start.FileName = $AWS
  $start.Arguments = ($words | ForEach-Object { quoted $_ }) -join ' '
  $start.UseShellExecute = $false
  $start.RedirectStandardInput = $true
  $start.RedirectStandardOutput = $true
  $start.RedirectStandardError = $true
  foreach ($name in $ENVIRONMENT.Keys) {
    if ($ENVIRONMENT[$name]) { $start.EnvironmentVariables[$name] = $ENVIRONMENT[$name] }
    else { $start.EnvironmentVariables.Remove($name) }
  }
  $start.EnvironmentVariables['AWS_PAGER'] = ''
  $errors = [System.IO.File]::Create($errorFile)
  try {
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $copying = $process.StandardError.BaseStream.CopyToAsync($errors)
    $process.StandardOutput.BaseStream.CopyTo($stream)
    $process.WaitForExit()
    $copying.Wait()
    return $process.ExitCode
  } finally {
    $errors.Dispose()
  }
}

# As the C runtime of Windows takes a command line apart, which .NET does alike elsewhere.
function quoted([string] $word) {
  if ($word -ne '' -and $word -notmatch '[\s"]') { return $word }
  '"' + ($word -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') + '"'
}

function open_call($path) {
  $folder = "$OUT/$path" -replace '/[^/]*$', ''
  [void][System.IO.Directory]::CreateDirectory($folder)
  renew_session
  return [DateTime]::UtcNow
}

# The row of the call that was just made. Columns as in the first line of the manifest.
function record($path, $code, $started) {
  $file = "$OUT/$path"
  $bytes = 0
  $sha256 = '-'
  $problem = if ($code -eq 0) { '-' } else { "rc$code" }
  if ((Get-Item -LiteralPath "$file.err").Length -eq 0) { Remove-Item -LiteralPath "$file.err" }
  elseif ($code -ne 0) { $problem = error_code "$file.err" $code }
  if (Test-Path -LiteralPath $file -PathType Leaf) {
    $bytes = (Get-Item -LiteralPath $file).Length
    $sha256 = digest $file
  }
  $seconds = [int][Math]::Floor(([DateTime]::UtcNow - $started).TotalSeconds)
  $where = if ($ASK_REGION) { $ASK_REGION } else { 'global' }
  write_line $MANIFEST (($path, $code, $problem, $bytes, $sha256, (utc $started), $seconds, $ACCOUNT_NOW, $where, $LAST_COMMAND) -join "`t")
  if ($problem -ne '-' -and -not (is_absence $problem)) { say "  ${problem}: $LAST_COMMAND" }
}

function error_code($file, $code) {
  $text = [System.IO.File]::ReadAllText($file)
  if ($text -cmatch 'An error occurred \(([A-Za-z0-9_.]+)\) when calling') { return $Matches[1] }
  if ($text -match 'usage: aws|invalid choice|Unknown options') { return 'NotInThisCLI' }
  if ($text -cmatch 'Could not connect|Connect timeout|Read timeout') { return 'NotReached' }
  "rc$code"
}

# Errors that are an answer: there is none of what was asked for, or the service is not in use.
function is_absence($code) {
  $code -in 'NoSuchEntity', 'ResourceNotFoundException', 'NoSuchPublicAccessBlockConfiguration', 'NoSuchBucketPolicy',
  'InvalidAccessException', 'AWSOrganizationsNotInUseException',
  'ServiceAccessNotEnabledException', 'PolicyTypeNotEnabledException', 'ResourcePolicyNotFoundException',
  'RepositoryPolicyNotFoundException', 'InsightNotEnabledException'
}

# Whether an earlier run of this folder has the answer.
function is_kept($path, $command) {
  if (-not $KEPT.ContainsKey($path)) { return $false }
  return (-not $command) -or ($KEPT[$path] -ceq $command)
}

# Whether an earlier run has every page of a report.
function has_report($prefix) {
  if (-not $RESUME) { return $false }
  if ((values_in "$prefix.1.json" JobStatus) -eq 'IN_PROGRESS') { return $false }
  for ($page = 1; is_kept "$prefix.$page.json"; $page++) {
    if (-not (values_in "$prefix.$page.json" Marker)) { return $true }
  }
  return $false
}

# Drops the pages of a report that an earlier run did not end.
function forget($prefix) {
  if (-not $RESUME) { return }
  for ($n = 1; Test-Path -LiteralPath "$OUT/$prefix.$n.json"; $n++) {
    Remove-Item -LiteralPath "$OUT/$prefix.$n.json"
    [void]$KEPT.Remove("$prefix.$n.json")
    $rows = @([System.IO.File]::ReadAllLines($MANIFEST) | Where-Object { -not $_.StartsWith("$prefix.$n.json`t") })
    write_lines $MANIFEST $rows
  }
}

# ---------------------------------------------------------------- credentials

function enter_account($account) {
  $script:ACCOUNT_NOW = $account
  $script:ROLE_ARN = "arn:${PARTITION}:iam::${account}:role/$ROLE"
  say "Account ${account}: assuming $ROLE_ARN"
  if (assume_role) { return $true }
  say "  account $account is left out: the role could not be assumed"
  return $false
}

function leave_account {
  $script:ROLE_ARN = ''
  $script:ASK_REGION = ''
  $script:PRECEDED_BY = ''
  use_credentials $CALLER_KEY_ID $CALLER_SECRET $CALLER_TOKEN $CALLER_PROFILE
}

# The session stands in a variable and in the environment of the CLI's process only; `ask` writes no answers.
function assume_role {
  $script:SESSION_SINCE = [DateTime]::UtcNow
  use_credentials $CALLER_KEY_ID $CALLER_SECRET $CALLER_TOKEN $CALLER_PROFILE
  if ($EXTERNAL_ID) {
    ask "accounts/$ACCOUNT_NOW/sts-assume-role.json" sts assume-role --role-arn "$ROLE_ARN" --role-session-name collect-aws-exports --duration-seconds 3600 --external-id "$EXTERNAL_ID" --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]'
  } else {
    ask "accounts/$ACCOUNT_NOW/sts-assume-role.json" sts assume-role --role-arn "$ROLE_ARN" --role-session-name collect-aws-exports --duration-seconds 3600 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]'
  }
  if ($DRY_RUN) { return $true }
  $session = @(words_of $ANSWER)
  $script:ANSWER = ''
  if ($session.Count -ne 3) { return $false }
  use_credentials $session[0] $session[1] $session[2] ''
  return $true
}

# A session lasts an hour; an account with many users takes longer.
function renew_session {
  if (-not $ROLE_ARN -or ([DateTime]::UtcNow - $SESSION_SINCE).TotalSeconds -le 3000) { return }
  $command = $LAST_COMMAND
  $region = $ASK_REGION
  $script:ASK_REGION = ''
  # Without the session the calls would be the caller's own, of another account.
  if (-not (assume_role)) { throw [System.TimeoutException]"account $ACCOUNT_NOW is left incomplete: the role could not be assumed again" }
  $script:LAST_COMMAND = $command
  $script:ASK_REGION = $region
}

# '' unsets one, as the CLI tells an empty variable from none.
function use_credentials($keyId, $secret, $token, $profileName) {
  $ENVIRONMENT['AWS_ACCESS_KEY_ID'] = $keyId
  $ENVIRONMENT['AWS_SECRET_ACCESS_KEY'] = $secret
  $ENVIRONMENT['AWS_SESSION_TOKEN'] = $token
  $ENVIRONMENT['AWS_SECURITY_TOKEN'] = ''
  $ENVIRONMENT['AWS_PROFILE'] = $profileName
  $ENVIRONMENT['AWS_DEFAULT_PROFILE'] = ''
}

# ---------------------------------------------------------------- start and end

function read_options($given) {
  foreach ($name in 'PROFILE_NAME', 'ORG', 'ROLE', 'EXTERNAL_ID', 'ACCOUNTS', 'REGIONS', 'OUT', 'EVENTS', 'PER_USER', 'LAST_ACCESSED', 'FINDINGS',
    'EXPOSURE', 'RESUME', 'NO_ZIP', 'DRY_RUN') { Set-Variable -Scope Script -Name $name -Value '' }
  for ($i = 0; $i -lt $given.Count; $i++) {
    $option = [string]$given[$i]
    if ($option -in '--profile', '--role', '--external-id', '--accounts', '--regions', '--events', '--out') {
      if ($i + 1 -ge $given.Count) { stop "$option needs a value; see --help." }
      $value = [string]$given[++$i]
    }
    switch -CaseSensitive ($option) {
      '--profile' { $script:PROFILE_NAME = $value }
      '--role' { $script:ROLE = $value }
      '--external-id' { $script:EXTERNAL_ID = $value }
      '--accounts' { $script:ACCOUNTS = $value }
      '--regions' { $script:REGIONS = $value }
      '--events' { $script:EVENTS = $value }
      '--out' { $script:OUT = $value.TrimEnd('/', '\') }
      '--org' { $script:ORG = 1 }
      '--per-user' { $script:PER_USER = 1 }
      '--last-accessed' { $script:LAST_ACCESSED = 1 }
      '--findings' { $script:FINDINGS = 1 }
      '--exposure' { $script:EXPOSURE = 1 }
      '--resume' { $script:RESUME = 1 }
      '--no-zip' { $script:NO_ZIP = 1 }
      '--dry-run' { $script:DRY_RUN = 1 }
      '--help' { print (usage); exit 0 }
      default { stop "There is no option $option; see --help." }
    }
  }
  if ($EVENTS -and ($EVENTS -notmatch '^[1-9][0-9]?$' -or [int]$EVENTS -gt 90)) { stop '--events takes a number of days from 1 to 90.' }
  if (($ROLE -or $EXTERNAL_ID -or $ACCOUNTS) -and -not $ORG) { stop '--role, --external-id and --accounts go with --org.' }
  if ($ACCOUNTS -notmatch '^[0-9 ]*$') { stop '--accounts takes account ids of 12 digits, parted by blanks.' }
  if ($REGIONS -cnotmatch '^[a-z0-9 -]*$') { stop '--regions takes names as eu-west-1, parted by blanks.' }
  if ($EXTERNAL_ID -and -not $ROLE) { stop '--external-id goes with --role.' }
  if ($RESUME -and -not $OUT) { stop '--resume needs --out with the folder of the run to go on with.' }
  $said = @("org:$(or_else $ORG 0)", "role:$(or_else $ROLE '-')", "external_id:$(if ($EXTERNAL_ID) { 'given' })", "accounts:$(or_else $ACCOUNTS 'all')",
    "per_user:$(or_else $PER_USER 0)", "last_accessed:$(or_else $LAST_ACCESSED 0)", "events:$(or_else $EVENTS 0)", "findings:$(or_else $FINDINGS 0)",
    "exposure:$(or_else $EXPOSURE 0)", "regions:$(or_else $REGIONS 'all')")
  $script:OPTIONS = $said -join ' '
}

function or_else($value, $otherwise) { if ($value) { $value } else { $otherwise } }

function prepare {
  foreach ($name in 'ASK_REGION', 'ACCOUNT_NOW', 'ANSWER', 'ROLE_ARN', 'PRECEDED_BY', 'LAST_COMMAND', 'ENDED') { Set-Variable -Scope Script -Name $name -Value '' }
  $script:REGIONS_TO_ASK = @()
  $script:KEPT = New-Object 'System.Collections.Generic.Dictionary[string,string]'
  $script:ENVIRONMENT = @{}
  $script:SESSION_SINCE = [DateTime]::UtcNow
  $days = if ($EVENTS) { [int]$EVENTS } else { 0 }
  $epoch = New-Object DateTime 1970, 1, 1, 0, 0, 0, ([DateTimeKind]::Utc)
  $script:EVENTS_FROM = [long][Math]::Floor(([DateTime]::UtcNow - $epoch).TotalSeconds) - $days * 86400
  if ($DRY_RUN) {
    $script:CALLER_ACCOUNT = '<account-id>'
    $script:PARTITION = 'aws'
    $script:DEFAULT_REGION = 'us-east-1'
    return
  }
  $found = Get-Command aws -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
  if (-not $found) { stop 'The AWS CLI (aws) is not on the PATH.' }
  $script:AWS = $found.Path
  # One encoding, one time zone and patience with throttling, whatever the client's own settings are; paging is off in `run`.
  foreach ($setting in @{ AWS_CLI_AUTO_PROMPT = 'off'; AWS_RETRY_MODE = 'adaptive'; AWS_MAX_ATTEMPTS = '10'; TZ = 'UTC'
      PYTHONIOENCODING = 'utf-8'; PYTHONUTF8 = '1'; AWS_CLI_OUTPUT_ENCODING = 'UTF-8' }.GetEnumerator()) { $ENVIRONMENT[$setting.Key] = $setting.Value }
  $script:CALLER_PROFILE = or_else $env:AWS_PROFILE $env:AWS_DEFAULT_PROFILE
  $script:CALLER_KEY_ID = $env:AWS_ACCESS_KEY_ID
  $script:CALLER_SECRET = $env:AWS_SECRET_ACCESS_KEY
  $script:CALLER_TOKEN = $env:AWS_SESSION_TOKEN
  if ($PROFILE_NAME) {
    # With a profile given, keys in the environment would win over it.
    $script:CALLER_PROFILE = $PROFILE_NAME
    $script:CALLER_KEY_ID = $script:CALLER_SECRET = $script:CALLER_TOKEN = ''
  }
  use_credentials $CALLER_KEY_ID $CALLER_SECRET $CALLER_TOKEN $CALLER_PROFILE
  $configured = or_else $env:AWS_REGION (or_else $env:AWS_DEFAULT_REGION (local_answer @('configure', 'get', 'region')))
  $script:DEFAULT_REGION = or_else $configured 'us-east-1'
  $ENVIRONMENT['AWS_DEFAULT_REGION'] = $DEFAULT_REGION
  identify_caller
  open_folder
  say "Caller $CALLER_ARN; writing to $OUT"
}

# What the CLI says of itself or its settings; '' where it says nothing.
function local_answer([string[]] $words) {
  $stream = New-Object System.IO.MemoryStream
  $unused = [System.IO.Path]::GetTempFileName()
  try {
    [void](run $words $stream $unused)
    return ([System.Text.Encoding]::UTF8.GetString($stream.ToArray()).Trim() -split "`r?`n")[0]
  } finally {
    Remove-Item -LiteralPath $unused
  }
}

function identify_caller {
  $said = @(words_of (local_answer @('sts', 'get-caller-identity', '--query', '[Account,Arn]', '--output', 'text')))
  if ($said.Count -ne 2 -or $said[1] -notlike 'arn:*') { stop 'AWS did not say who is calling: check the credentials (aws sts get-caller-identity).' }
  $script:CALLER_ACCOUNT = $said[0]
  $script:CALLER_ARN = $said[1]
  $script:PARTITION = $CALLER_ARN.Split(':')[1]
  $script:ACCOUNT_NOW = $CALLER_ACCOUNT
}

function open_folder {
  if (-not $OUT) { $script:OUT = "aws-exports-$CALLER_ACCOUNT-" + [DateTime]::UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", [Globalization.CultureInfo]::InvariantCulture) }
  # .NET's current folder is not PowerShell's.
  $script:OUT = [System.IO.Path]::GetFullPath($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OUT))
  $script:MANIFEST = "$OUT/manifest.tsv"
  $script:COLLECTOR = "$OUT/collector.txt"
  if ($RESUME) {
    if (-not (Test-Path -LiteralPath $MANIFEST)) { stop "$OUT holds no earlier run; leave out --resume." }
    $before = [System.IO.File]::ReadAllLines($COLLECTOR)
    if ($before -cnotcontains "caller_account=$CALLER_ACCOUNT") { stop "The earlier run in $OUT was made from another account." }
    keep_answered
    # The same period as before, so that its answers are known again.
    $asked = $before | Where-Object { $_.StartsWith('options=') } | Select-Object -Last 1
    $from = $before | Where-Object { $_.StartsWith('events_from=') } | Select-Object -Last 1
    if ($from -and "$asked " -like "* events:$(or_else $EVENTS 0) *") { $script:EVENTS_FROM = $from.Substring(12) }
    write_line $COLLECTOR "resumed_utc=$(utc ([DateTime]::UtcNow))"
  } else {
    if (Test-Path -LiteralPath $MANIFEST) { stop "$OUT holds an earlier run; choose another folder or go on with it: --resume." }
    [void][System.IO.Directory]::CreateDirectory($OUT)
    # What is collected is confidential: on a shared machine nobody else may read it. A folder of Windows keeps its owner's rights.
    if ([System.IO.Path]::DirectorySeparatorChar -eq '/') { & chmod 700 $OUT }
    write_lines $MANIFEST @("path`trc`terror`tbytes`tsha256`tstarted_utc`tseconds`taccount`tregion`tcommand")
    write_lines $COLLECTOR @("collector=collect-aws-exports.ps1 $VERSION", "started_utc=$(utc ([DateTime]::UtcNow))")
  }
  write_line $COLLECTOR "aws_cli=$(local_answer @('--version'))"
  write_line $COLLECTOR "shell=PowerShell $($PSVersionTable.PSVersion)`nos=$([Environment]::OSVersion.VersionString)"
  write_line $COLLECTOR "caller_account=$CALLER_ACCOUNT`ncaller_arn=$CALLER_ARN"
  write_line $COLLECTOR "options=$OPTIONS`nevents_from=$EVENTS_FROM"
}

# Keeps the rows of calls that were answered and whose file is as it was; the others are asked again.
function keep_answered {
  $rows = @()
  foreach ($row in [System.IO.File]::ReadAllLines($MANIFEST)) {
    $cells = $row.Split("`t")
    $file = "$OUT/$($cells[0])"
    if ($cells[0] -ceq 'path' -or ($cells[1] -eq '0' -and ($cells[4] -eq '-' -or ((Test-Path -LiteralPath $file) -and (digest $file) -eq $cells[4])))) {
      $rows += $row
      if ($cells[0] -cne 'path') { $KEPT[$cells[0]] = $cells[9] }
    } else {
      foreach ($stale in $file, "$file.err", "$file.part") { if (Test-Path -LiteralPath $stale) { Remove-Item -LiteralPath $stale } }
    }
  }
  write_lines $MANIFEST $rows
}

function finish {
  if ($DRY_RUN) { exit 0 }
  $calls = [System.IO.File]::ReadAllLines($MANIFEST).Count - 1
  write_line $COLLECTOR "finished_utc=$(utc ([DateTime]::UtcNow))`ncalls=$calls"
  Get-ChildItem -LiteralPath $OUT -Recurse -Force -File -Filter '*.part' | Remove-Item
  list_digests
  $archive = if ($NO_ZIP) { '' } else { pack }
  $failed = summary
  print "`nFolder         $OUT"
  if ($archive) { print "Archive        $archive" }
  print "Bundle digest  $(digest "$OUT/SHA256SUMS")   (SHA-256 of SHA256SUMS; tell it to the auditor by another way)"
  exit $failed
}

# SHA256SUMS as `sha256sum -c` reads it, from inside the folder.
function list_digests {
  $names = @(Get-ChildItem -LiteralPath $OUT -Recurse -Force -File | ForEach-Object { $_.FullName.Substring($OUT.Length + 1).Replace('\', '/') } | Where-Object { $_ -cne 'SHA256SUMS' })
  [Array]::Sort($names, [StringComparer]::Ordinal)
  write_lines "$OUT/SHA256SUMS" @($names | ForEach-Object { "$(digest "$OUT/$_")  $_" })
}

function pack {
  Add-Type -AssemblyName System.IO.Compression.FileSystem
  if (Test-Path -LiteralPath "$OUT.zip") { Remove-Item -LiteralPath "$OUT.zip" }
  [System.IO.Compression.ZipFile]::CreateFromDirectory($OUT, "$OUT.zip", [System.IO.Compression.CompressionLevel]::Optimal, $true)
  "$OUT.zip"
}

# Calls by what came of them; answers 1 where a call failed.
function summary {
  $failed = 0
  print "`nCalls  Outcome"
  $codes = [System.IO.File]::ReadAllLines($MANIFEST) | Select-Object -Skip 1 | ForEach-Object { $_.Split("`t")[2] }
  foreach ($group in $codes | Group-Object -CaseSensitive | Sort-Object -Property Count -Descending) {
    if ($group.Name -eq '-') { $what = 'answered' }
    elseif (is_absence $group.Name) { $what = "answered: there is none ($($group.Name))" }
    else { $what = "failed: $($group.Name)"; $failed = 1 }
    print ('{0,5}  {1}' -f $group.Count, $what)
  }
  return $failed
}

function digest($file) {
  $stream = [System.IO.File]::OpenRead($file)
  $hash = [System.Security.Cryptography.SHA256]::Create()
  try { return [BitConverter]::ToString($hash.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() }
  finally { $stream.Dispose(); $hash.Dispose() }
}

# UTF-8 without a byte order mark and with LF, which Out-File and Set-Content of PowerShell 5.1 do not write.
function write_lines($file, [string[]] $lines) { [System.IO.File]::WriteAllText($file, ($lines -join "`n") + "`n", (New-Object System.Text.UTF8Encoding $false)) }

function write_line($file, $line) { [System.IO.File]::AppendAllText($file, "$line`n", (New-Object System.Text.UTF8Encoding $false)) }

function utc($time) { $time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [Globalization.CultureInfo]::InvariantCulture) }

# Past the pipeline, whose output would become part of what a function answers.
function print($text) { [Console]::Out.WriteLine($text) }

function say($text) { [Console]::Error.WriteLine($text) }

function stop($text) {
  say $text
  exit 2
}

main $args
