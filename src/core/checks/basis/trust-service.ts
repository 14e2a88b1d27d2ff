/**
 * Which services of AWS say for whose resource they act when they take a role, so that its trust policy can ask for the client's own.
 * AWS keeps no list of them; the guide of each service tells it of itself, on the page named here.
 */
import { serviceName } from './service-name.ts'

/** By the name before the domain, `states` of `states.amazonaws.com`: the page whose trust policy carries the condition. */
const namesItsSource: Readonly<Record<string, string>> = {
  airflow: 'Amazon MWAA User Guide: Cross-service confused deputy prevention',
  'airflow-env': 'Amazon MWAA User Guide: Cross-service confused deputy prevention',
  appstream: 'Amazon WorkSpaces Applications guide: Cross-service confused deputy prevention',
  autoscaling: 'Amazon EC2 Auto Scaling User Guide: Cross-service confused deputy prevention',
  batch: 'AWS Batch User Guide: Cross-service confused deputy prevention',
  bedrock: 'Amazon Bedrock User Guide: Service roles',
  codebuild: 'AWS CodeBuild User Guide: Cross-service confused deputy prevention',
  codedeploy: 'AWS CodeDeploy User Guide: Cross-service confused deputy prevention',
  codepipeline: 'AWS CodePipeline User Guide: Cross-service confused deputy prevention',
  comprehend: 'Amazon Comprehend Developer Guide: Cross-service confused deputy prevention',
  datasync: 'AWS DataSync User Guide: Cross-service confused deputy prevention',
  dlm: 'Amazon Data Lifecycle Manager: IAM service roles',
  dms: 'AWS DMS User Guide: Cross-service confused deputy prevention',
  'ecs-tasks': 'Amazon ECS Developer Guide: Task IAM role',
  'eks-fargate-pods': 'Amazon EKS User Guide: Pod execution IAM role',
  elasticmapreduce: 'Amazon EMR Management Guide: Service role for Amazon EMR',
  es: 'Amazon OpenSearch Service Developer Guide: Cross-service confused deputy prevention',
  events: 'Amazon EventBridge User Guide: Cross-service confused deputy prevention',
  fis: 'AWS Fault Injection Service User Guide: IAM roles for experiments',
  frauddetector: 'Amazon Fraud Detector User Guide: Confused deputy prevention',
  grafana: 'Amazon Managed Grafana User Guide: Cross-service confused deputy prevention',
  greengrass: 'AWS IoT Greengrass Developer Guide: Cross-service confused deputy prevention',
  iot: 'AWS IoT Core Developer Guide: Cross-service confused deputy prevention',
  iotsitewise: 'AWS IoT SiteWise User Guide: Cross-service confused deputy prevention',
  kinesisanalytics: 'Managed Service for Apache Flink guide: Cross-service confused deputy prevention',
  logs: 'Amazon CloudWatch Logs User Guide: Subscription filters',
  mediaconvert: 'AWS Elemental MediaConvert User Guide: Cross-service confused deputy prevention',
  'monitoring.rds': 'Amazon RDS User Guide: Enhanced Monitoring',
  omics: 'AWS HealthOmics User Guide: Service roles',
  personalize: 'Amazon Personalize Developer Guide: Cross-service confused deputy prevention',
  pipes: 'Amazon EventBridge User Guide: Permissions of EventBridge Pipes',
  rds: 'Amazon RDS User Guide: Preventing cross-service confused deputy problems',
  rekognition: 'Amazon Rekognition Developer Guide: Cross-service confused deputy prevention',
  rolesanywhere: 'IAM Roles Anywhere User Guide: The trust model',
  sagemaker: 'Amazon SageMaker Developer Guide: Cross-service confused deputy prevention',
  scheduler: 'Amazon EventBridge Scheduler User Guide: Confused deputy prevention',
  ssm: 'AWS Systems Manager User Guide: Cross-service confused deputy prevention',
  states: 'AWS Step Functions Developer Guide: Creating an IAM role for a state machine',
  textract: 'Amazon Textract Developer Guide: Cross-service confused deputy prevention',
  transcribe: 'Amazon Transcribe Developer Guide: Cross-service confused deputy prevention',
  transfer: 'AWS Transfer Family User Guide: Cross-service confused deputy prevention',
  'vpc-flow-logs': 'Amazon VPC User Guide: IAM role for publishing flow logs'
}

/**
 * Services whose guides give a trust policy without such a condition, because the role is bound to a resource of the same account
 * when it is passed (`iam:PassRole` reaches no other account), or because an external id stands in its place (VM Import).
 */
const namesNoSource: ReadonlySet<string> = new Set([
  'apigateway',
  'backup',
  'cloudformation',
  'cloudtrail',
  'ec2',
  'ecs',
  'edgelambda',
  'eks',
  'elasticbeanstalk',
  'lambda',
  'pods.eks',
  's3',
  'spotfleet',
  'vmie'
])

export type SourceNaming = 'names' | 'does-not' | 'unknown'

/** Whether a service principal, `states.amazonaws.com`, says for whose resource it acts. */
export function sourceNaming(principal: string): SourceNaming {
  const service = serviceName(principal)
  if (Object.hasOwn(namesItsSource, service)) return 'names'
  return namesNoSource.has(service) ? 'does-not' : 'unknown'
}
