/** How wide policies are written: whole services, all but some resources, changes of everything. */
import { testCases } from './cases.ts'
import { allow, policyArn } from './database.ts'
import { allowing, attached, common, denying, ip } from './policy-cases.ts'

testCases({
  'policy-service-wildcards': [
    ...common(/every action of no service/),
    [
      'a whole service on every resource fails, with pattern, statement and holder',
      attached(allowing('s3:ListAllMyBuckets'), allowing(['S3:*'])),
      'exception',
      /Policy deploy allows S3:\* \(statement 2\) on every resource\. Attached to role worker\./
    ],
    [
      'a whole service on all of its own resources fails',
      attached(allowing('s3:*', 'arn:aws:s3:::*')),
      'exception',
      /allows s3:\* \(statement 1\)/
    ],
    [
      'a whole service in an inline policy fails by the name of its holder',
      (e) => e.fact('iam_inline_policy', { document_id: e.document(allow('sqs:*')) }),
      'exception',
      /^Inline policy adhoc of user ada allows sqs:\* \(statement 1\) on every resource\.$/
    ],
    [
      'a whole service on one bucket is for judgement',
      attached(allowing('s3:*', 'arn:aws:s3:::one/*')),
      'needs-review',
      /on some resources/
    ],
    [
      'a whole service under a condition is for judgement',
      attached(allowing('ec2:*', '*', ip)),
      'needs-review',
      /conditions on aws:SourceIp/
    ],
    [
      'everything on one bucket is for judgement',
      attached(allowing('*', 'arn:aws:s3:::one/*')),
      'needs-review',
      /allows \* \(statement 1\) on some resources/
    ],
    [
      'a service denied by the same policy passes',
      attached(allowing('s3:*'), denying('s3:*')),
      'pass',
      /of no service/
    ],
    [
      'a denial under a condition does not help',
      attached(allowing('s3:*'), denying('s3:*', '*', ip)),
      'exception',
      /allows s3:\*/
    ],
    ['part of a service passes', attached(allowing(['s3:Get*', 's3:List*'])), 'pass', /of no service/]
  ],
  'policy-not-resource': [
    ...common(/no Allow with NotResource/, /no Allow with NotResource/),
    [
      'an Allow with NotResource fails',
      attached({ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::logs/*' }),
      'exception',
      /allows s3:\* on every resource but arn:aws:s3:::logs\/\* \(statement 1\)/
    ],
    [
      'under a condition it is for judgement',
      attached({ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::logs/*', ...ip }),
      'needs-review',
      /aws:SourceIp/
    ],
    [
      'a Deny with NotResource passes',
      attached({ Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::logs/*' }),
      'pass',
      /no Allow/
    ]
  ],
  'policy-unlimited-writes': [
    ...common(/no write on every resource/),
    [
      'writes that could be limited fail, counted by service',
      attached(allowing(['ec2:TerminateInstances', 'ec2:StopInstances', 's3:PutObject'])),
      'exception',
      /2 of ec2 and 1 of s3 \(statement 1: ec2:TerminateInstances, ec2:StopInstances and s3:PutObject\)/
    ],
    ['tagging counts', attached(allowing('s3:PutObjectTagging')), 'exception', /1 of s3/],
    ['reading passes', attached(allowing(['s3:Get*', 'ec2:Describe*'])), 'pass', /no write/],
    [
      'a write on named resources passes',
      attached(allowing('s3:PutObject', 'arn:aws:s3:::one/*')),
      'pass',
      /no write/
    ],
    [
      'a write that works on no resource passes',
      attached(allowing('organizations:CreateAccount')),
      'pass',
      /no write/
    ],
    [
      'under a condition it is for judgement',
      attached(allowing('s3:PutObject', '*', ip)),
      'needs-review',
      /conditions on aws:SourceIp/
    ],
    [
      'a level denied as a whole passes',
      attached(allowing('sqs:SendMessage'), denying('sqs:*')),
      'pass',
      /no write/
    ]
  ],
  'policy-permission-changes': [
    ...common(/does not change permissions/),
    [
      'changing permissions everywhere fails',
      attached(allowing(['s3:PutBucketPolicy', 'iam:Attach*'])),
      'exception',
      /3 of iam and 1 of s3 \(statement 1: s3:PutBucketPolicy and iam:Attach\*\)/
    ],
    [
      'handing out by a write fails too',
      attached(allowing('iam:AddUserToGroup')),
      'exception',
      /allows on every resource iam:AddUserToGroup \(statement 1\)/
    ],
    [
      'on one bucket it passes',
      attached(allowing('s3:PutBucketPolicy', 'arn:aws:s3:::one')),
      'pass',
      /does not change/
    ],
    [
      'under a condition it is for judgement',
      attached(
        allowing('iam:AttachRolePolicy', '*', {
          Condition: { ArnEquals: { 'iam:PolicyARN': policyArn('x') } }
        })
      ),
      'needs-review',
      /conditions on iam:PolicyARN/
    ]
  ],
  'policy-trail-and-key-access': [
    ...common(/no full access/),
    [
      'all of KMS fails',
      attached(allowing('kms:*')),
      'exception',
      /full access to KMS \(statement 1\) on every resource/
    ],
    ['both are named', attached(allowing(['cloudtrail:*', 'kms:*'])), 'exception', /CloudTrail and KMS/],
    [
      'all of KMS on one key passes: what remains is limited to it',
      attached(allowing('kms:*', 'arn:aws:kms:eu-west-1:111122223333:key/one')),
      'pass',
      /no full access/
    ],
    [
      'under a condition it is for judgement',
      attached(allowing('cloudtrail:*', '*', ip)),
      'needs-review',
      /conditions on aws:SourceIp/
    ],
    ['most of it passes', attached(allowing(['kms:D*', 'kms:E*'])), 'pass', /no full access/]
  ]
})
