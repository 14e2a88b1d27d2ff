/** Actions that matter, allowed on everything. */
import { testCases } from './cases.ts'
import { roleArn } from './database.ts'
import { allowing, attached, common, denying, ip } from './policy-cases.ts'

testCases({
  'policy-data-access': [
    ...common(/does not give out data/),
    [
      'reading every object fails',
      attached(allowing(['s3:Get*'])),
      'exception',
      /gives out data of every resource: s3:GetObject and s3:GetObjectVersion \(statement 1, written s3:Get\*\)\. Attached to role worker/
    ],
    [
      'every object of every bucket by ARN fails',
      attached(allowing('s3:GetObject', 'arn:aws:s3:::*')),
      'exception',
      /s3:GetObject/
    ],
    [
      'every object of one bucket passes',
      attached(allowing('s3:GetObject', 'arn:aws:s3:::one/*')),
      'pass',
      /does not/
    ],
    [
      'every secret of an account fails and says so',
      attached(allowing('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:*:111122223333:secret:*')),
      'exception',
      /every resource of an account it names: secretsmanager:GetSecretValue/
    ],
    [
      'under a condition it is for judgement',
      attached(allowing('dynamodb:Scan', '*', ip)),
      'needs-review',
      /dynamodb:Scan .* aws:SourceIp/
    ],
    [
      'an empty condition is none',
      attached(allowing('dynamodb:Scan', '*', { Condition: {} })),
      'exception',
      /dynamodb:Scan/
    ],
    [
      'a denial of the same action passes',
      attached(allowing('s3:GetObject'), denying('s3:GetObject')),
      'pass',
      /does not/
    ],
    [
      'a denial on one bucket does not help',
      attached(allowing('s3:GetObject'), denying('s3:GetObject', 'arn:aws:s3:::one/*')),
      'exception',
      /s3:GetObject/
    ],
    [
      'a denial of all but some buckets passes',
      attached(allowing('s3:GetObject'), {
        Effect: 'Deny',
        Action: 's3:*',
        NotResource: 'arn:aws:s3:::one/*'
      }),
      'pass',
      /does not/
    ],
    [
      'a denial of all but everything does not help',
      attached(allowing('s3:GetObject'), { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::*' }),
      'exception',
      /s3:GetObject/
    ]
  ],
  'policy-credential-exposure': [
    ...common(/does not give out credentials/),
    [
      'making keys of every user fails',
      attached(allowing('iam:CreateAccessKey')),
      'exception',
      /credentials of everything: iam:CreateAccessKey/
    ],
    [
      'making own keys passes',
      attached(allowing('iam:CreateAccessKey', 'arn:aws:iam::*:user/${aws:username}')),
      'pass',
      /does not/
    ],
    [
      'what works on no resource is for judgement',
      attached(allowing(['ecr:GetAuthorizationToken', 'sts:GetSessionToken'])),
      'needs-review',
      /gives out credentials by ecr:GetAuthorizationToken and sts:GetSessionToken \(statement 1\), which cannot be limited/
    ],
    ['taking roles is left to its own control', attached(allowing('sts:AssumeRole')), 'pass', /does not/],
    [
      'under a condition it is for judgement',
      attached(allowing('iam:CreateLoginProfile', '*', ip)),
      'needs-review',
      /aws:SourceIp/
    ]
  ],
  'policy-pass-role': [
    ...common(/does not allow passing every role/),
    [
      'every role to every service fails',
      attached(allowing(['iam:PassRole', 'lambda:CreateFunction'])),
      'exception',
      /allows passing every role: iam:PassRole \(statement 1\)/
    ],
    [
      'every role by ARN fails',
      attached(allowing('iam:PassRole', 'arn:aws:iam::*:role/*')),
      'exception',
      /every role: /
    ],
    [
      'every role of the account fails',
      attached(allowing('iam:PassRole', 'arn:aws:iam::111122223333:role/*')),
      'exception',
      /every role of an account it names/
    ],
    [
      'every role of an account, denied for the same account, passes',
      attached(
        allowing('iam:PassRole', 'arn:aws:iam::111122223333:role/*'),
        denying('iam:PassRole', 'arn:aws:iam::111122223333:role/*')
      ),
      'pass',
      /does not/
    ],
    [
      'every role of an account, denied for another account, fails',
      attached(
        allowing('iam:PassRole', 'arn:aws:iam::111122223333:role/*'),
        denying('iam:PassRole', 'arn:aws:iam::444455556666:role/*')
      ),
      'exception',
      /every role of an account it names/
    ],
    [
      'roles of a path pass',
      attached(allowing('iam:PassRole', 'arn:aws:iam::*:role/app/*')),
      'pass',
      /does not/
    ],
    [
      'to a named service it passes and says so',
      attached(
        allowing('iam:PassRole', '*', {
          Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }
        })
      ),
      'pass',
      /allows passing every role, to lambda\.amazonaws\.com alone/
    ],
    [
      'to every service by a wildcard it is for judgement',
      attached(allowing('iam:PassRole', '*', { Condition: { StringLike: { 'iam:PassedToService': '*' } } })),
      'needs-review',
      /iam:PassedToService; judge/
    ],
    [
      'under another condition it is for judgement',
      attached(allowing('iam:PassRole', '*', ip)),
      'needs-review',
      /aws:SourceIp/
    ],
    ['all of IAM reaches it', attached(allowing('iam:*')), 'exception', /written iam:\*/]
  ],
  'policy-assume-role': [
    ...common(/does not allow taking every role/),
    [
      'every role fails',
      attached(allowing('sts:AssumeRole')),
      'exception',
      /allows taking every role: sts:AssumeRole/
    ],
    [
      'every role in any partition by ARN fails',
      attached(allowing('sts:Assume*', 'arn:*:iam::*:role/*')),
      'exception',
      /written sts:Assume\*/
    ],
    [
      'every role of one account is for judgement',
      attached(allowing('sts:AssumeRole', 'arn:aws:iam::444455556666:role/*')),
      'needs-review',
      /of an account it names/
    ],
    ['one role passes', attached(allowing('sts:AssumeRole', roleArn('deploy'))), 'pass', /does not/],
    [
      'a denial of all but one role passes',
      attached(allowing('sts:AssumeRole'), {
        Effect: 'Deny',
        Action: 'sts:AssumeRole',
        NotResource: roleArn('deploy')
      }),
      'pass',
      /does not/
    ],
    [
      'under a condition it is for judgement',
      attached(
        allowing('sts:AssumeRole', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })
      ),
      'needs-review',
      /MultiFactorAuthPresent/
    ]
  ],
  'policy-decryption': [
    ...common(/does not allow decryption/),
    [
      'with every key fails',
      attached(allowing('kms:Decrypt')),
      'exception',
      /allows decryption with every key: kms:Decrypt/
    ],
    [
      'with every key of an account fails',
      attached(allowing('kms:ReEncrypt*', 'arn:aws:kms:*:111122223333:key/*')),
      'exception',
      /every key of an account it names: kms:ReEncryptFrom/
    ],
    [
      'with one key passes',
      attached(allowing('kms:Decrypt', 'arn:aws:kms:eu-west-1:111122223333:key/one')),
      'pass',
      /does not/
    ],
    [
      'through a service it is for judgement',
      attached(
        allowing('kms:Decrypt', '*', {
          Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }
        })
      ),
      'needs-review',
      /kms:ViaService/
    ]
  ],
  'policy-marketplace': [
    ...common(/does not allow subscribing/),
    [
      'any product fails',
      attached(allowing('aws-marketplace:*')),
      'exception',
      /aws-marketplace:AcceptAgreementRequest and aws-marketplace:Subscribe/
    ],
    [
      'a named product passes',
      attached(
        allowing('aws-marketplace:Subscribe', '*', {
          Condition: { 'ForAnyValue:StringEquals': { 'aws-marketplace:ProductId': ['prod-1'] } }
        })
      ),
      'pass',
      /prod-1/
    ],
    [
      'under another condition it is for judgement',
      attached(allowing('aws-marketplace:Subscribe', '*', ip)),
      'needs-review',
      /aws:SourceIp/
    ]
  ]
})
