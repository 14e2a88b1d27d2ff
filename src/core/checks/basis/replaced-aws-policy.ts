/** AWS managed policies that AWS has replaced because of what they allow, by name with their path. */

export interface ReplacedPolicy {
  /** What it allows: goes on after "which". */
  readonly allows: string
  /** What to attach instead. */
  readonly instead: string
}

/**
 * AWS keeps such a policy where it is attached and takes no new attachments (AWS Managed Policy Reference: Deprecated AWS managed
 * policies). Each from the page of its service on AWS managed policies, or from its own page of the reference.
 */
export const replacedPolicies: Readonly<Record<string, ReplacedPolicy>> = {
  // AWS Lambda Developer Guide: AWS managed policies for AWS Lambda
  AWSLambdaFullAccess: {
    allows: 'passes every role and reads and writes the data of many services',
    instead: 'AWSLambda_FullAccess'
  },
  AWSLambdaReadOnlyAccess: {
    allows: 'reads the data of S3, DynamoDB and other services',
    instead: 'AWSLambda_ReadOnlyAccess'
  },
  // Amazon ECS Developer Guide: Phased out AWS managed IAM policies
  AmazonEC2ContainerServiceFullAccess: {
    allows: 'passes every role',
    instead: 'AmazonECS_FullAccess'
  },
  'service-role/AmazonEC2ContainerServiceRole': {
    allows: 'a service-linked role has made needless',
    instead: 'the service-linked role of Amazon ECS'
  },
  // AWS Managed Policy Reference: AmazonEC2RoleforSSM
  'service-role/AmazonEC2RoleforSSM': {
    allows: 'reads and writes the objects of every bucket',
    instead: 'AmazonSSMManagedInstanceCore'
  },
  // Amazon Elastic Transcoder Developer Guide: AWS managed policies
  AmazonElasticTranscoderFullAccess: {
    allows: 'makes roles, writes their policies and passes them, by which its holder becomes administrator',
    instead: 'AmazonElasticTranscoder_FullAccess'
  },
  // AWS CodePipeline User Guide: AWS managed policies
  AWSCodePipelineFullAccess: {
    allows: 'passes every role',
    instead: 'AWSCodePipeline_FullAccess'
  },
  // AWS OpsWorks User Guide: AWS managed policies
  AWSOpsWorksFullAccess: {
    allows: 'passes every role',
    instead: 'AWSOpsWorks_FullAccess'
  },
  // Amazon EMR Management Guide: Amazon EMR managed policies
  AmazonElasticMapReduceFullAccess: {
    allows: 'passes every role and reads and writes every bucket',
    instead: 'AmazonEMRFullAccessPolicy_v2'
  },
  'service-role/AmazonElasticMapReduceRole': {
    allows: 'passes every role and changes the network of every instance',
    instead: 'AmazonEMRServicePolicy_v2'
  },
  'service-role/AmazonElasticMapReduceforEC2Role': {
    allows: 'reads and writes every bucket, table, queue and stream',
    instead: 'a role with the buckets of the job'
  },
  // AWS Elastic Beanstalk Developer Guide: AWS managed policies
  AWSElasticBeanstalkFullAccess: {
    allows: 'passes every role and administers every instance, bucket and database',
    instead: 'AdministratorAccess-AWSElasticBeanstalk'
  },
  'service-role/AWSElasticBeanstalkService': {
    allows: 'administers instances, queues and buckets beyond Elastic Beanstalk',
    instead: 'AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy'
  },
  // AWS CodeStar User Guide: the service ended on 31 July 2024
  'service-role/AWSCodeStarServiceRole': {
    allows: 'makes roles and writes their policies for a service that has ended',
    instead: 'nothing'
  },
  // Amazon Machine Learning Developer Guide: Amazon Redshift data sources
  'service-role/AmazonMachineLearningRoleforRedshiftDataSource': {
    allows: 'opens the security groups of every cluster',
    instead: 'AmazonMachineLearningRoleforRedshiftDataSourceV3'
  }
}
