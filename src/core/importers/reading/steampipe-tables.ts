/** Tells which table of Steampipe's AWS plugin a query read, by the columns of its rows. */

/** The table that alone has all these columns; null where none or several do. */
export function steampipeTable(columns: Iterable<string>): string | null {
  const asked = [...columns].filter((column) => !isEverywhere(column))
  if (asked.length === 0) return null
  const having = [...tables].filter(([, known]) => asked.every((column) => known.has(plain(column, known))))
  const exact = having.find(([, known]) => known.size === new Set(asked).size)
  return exact?.[0] ?? (having.length === 1 ? (having[0]?.[0] ?? null) : null)
}

/** Every table has these; where the plugin has several connections, one tells them apart. */
export function isEverywhere(column: string): boolean {
  return everywhere.has(column)
}

/** A column met twice in one query has a random ending from the second on: `name_a1b2`. */
function plain(column: string, known: ReadonlySet<string>): string {
  return known.has(column) ? column : column.replace(/_[a-z0-9]{4,5}$/, '')
}

const everywhere = new Set(['account_id', 'partition', 'region', '_ctx', 'sp_ctx', 'sp_connection_name'])

/** Tables an IAM review may be handed, each with its columns (turbot/steampipe-plugin-aws). */
const tables: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  `
aws_accessanalyzer_analyzer type name arn status created_at last_resource_analyzed last_resource_analyzed_at status_reason title tags akas
aws_accessanalyzer_finding access_analyzer_arn error id is_public resource resource_owner_account resource_type status analyzed_at created_at updated_at action sources principal condition title
aws_account account_aliases arn organization_id organization_arn organization_feature_set organization_master_account_arn organization_master_account_email organization_master_account_id organization_available_policy_types title akas
aws_account_alternate_contact linked_account_id contact_type name email_address phone_number contact_title title
aws_account_contact linked_account_id full_name address_line_1 address_line_2 address_line_3 company_name city country_code district_or_county phone_number postal_code state_or_region website_url title
aws_cloudtrail_trail name arn home_region is_multi_region_trail log_file_validation_enabled is_logging log_group_arn cloudwatch_logs_role_arn has_custom_event_selectors has_insight_selectors include_global_service_events is_organization_trail kms_key_id s3_bucket_name s3_key_prefix sns_topic_arn latest_cloudwatch_logs_delivery_error latest_cloudwatch_logs_delivery_time latest_delivery_error latest_delivery_time latest_digest_delivery_error latest_digest_delivery_time latest_notification_error latest_notification_time start_logging_time stop_logging_time advanced_event_selectors event_selectors insight_selectors tags_src tags akas title
aws_cloudtrail_trail_event filter log_group_name log_stream_name timestamp timestamp_ms access_key_id aws_region error_code error_message event_category event_id event_name event_source event_time event_type event_version read_only recipient_account_id request_id shared_event_id source_ip_address user_agent user_type username user_identifier vpc_endpoint_id additional_event_data cloudtrail_event request_parameters response_elements resources tls_details user_identity region
aws_config_configuration_recorder name arn recording_mode recording_group role_arn status_recording status akas title
aws_guardduty_detector detector_id arn status created_at finding_publishing_frequency service_role updated_at data_sources features master_account title tags akas
aws_iam_access_advisor principal_arn service_name service_namespace last_authenticated last_authenticated_entity last_authenticated_region total_authenticated_entities tracked_actions_last_accessed
aws_iam_access_key user_name access_key_id status create_date access_key_last_used_date access_key_last_used_service access_key_last_used_region title akas
aws_iam_account_password_policy allow_users_to_change_password expire_passwords hard_expiry max_password_age minimum_password_length password_reuse_prevention require_lowercase_characters require_numbers require_symbols require_uppercase_characters
aws_iam_account_summary access_keys_per_user_quota account_access_keys_present account_mfa_enabled account_password_present account_signing_certificates_present assume_role_policy_size_quota attached_policies_per_group_quota attached_policies_per_role_quota attached_policies_per_user_quota global_endpoint_token_version group_policy_size_quota groups groups_per_user_quota groups_quota instance_profiles instance_profiles_quota mfa_devices mfa_devices_in_use policies policies_quota policy_size_quota policy_versions_in_use policy_versions_in_use_quota providers role_policy_size_quota roles roles_quota server_certificates server_certificates_quota signing_certificates_per_user_quota user_policy_size_quota users users_quota versions_per_policy_quota
aws_iam_credential_report user_name user_arn user_creation_time generated_time access_key_1_active access_key_1_last_rotated access_key_1_last_used_date access_key_1_last_used_region access_key_1_last_used_service access_key_2_active access_key_2_last_rotated access_key_2_last_used_date access_key_2_last_used_region access_key_2_last_used_service cert_1_active cert_1_last_rotated cert_2_active cert_2_last_rotated mfa_active password_enabled password_last_changed password_last_used password_status password_next_rotation
aws_iam_group path name group_id arn create_date inline_policies inline_policies_std attached_policy_arns users title akas
aws_iam_instance_profile path instance_profile_name arn instance_profile_id create_date roles tags_src title tags akas
aws_iam_open_id_connect_provider arn client_id_list create_date thumbprint_list url tags_src tags akas
aws_iam_policy is_aws_managed is_attached path name policy_id description arn is_attachable create_date update_date attachment_count default_version_id permissions_boundary_usage_count policy policy_std tags_src tags title akas
aws_iam_policy_attachment is_attached policy_arn policy_groups policy_roles policy_users
aws_iam_role path name arn role_id assume_role_policy_document create_date description instance_profile_arns max_session_duration permissions_boundary_arn permissions_boundary_type role_last_used_date role_last_used_region tags_src inline_policies inline_policies_std attached_policy_arns assume_role_policy assume_role_policy_std title tags akas
aws_iam_saml_provider arn create_date valid_until saml_metadata_document tags_src tags akas
aws_iam_server_certificate path name arn server_certificate_id expiration certificate_body certificate_chain upload_date tags_src title tags akas
aws_iam_service_specific_credential service_name user_name service_specific_credential_id create_date service_user_name status title
aws_iam_user path name user_id arn create_date password_last_used permissions_boundary_arn permissions_boundary_type mfa_enabled login_profile mfa_devices groups inline_policies inline_policies_std attached_policy_arns tags_src tags title akas
aws_iam_virtual_mfa_device assignment_status serial_number enable_date user_id user_name user tags_src base_32_string QRCodePNG tags title akas
aws_identitystore_group identity_store_id name id description external_ids title akas
aws_identitystore_group_membership identity_store_id group_id membership_id member_id title
aws_identitystore_user identity_store_id name display_name nick_name locale preferred_language profile_url timezone user_type id addresses emails external_ids phone_numbers title
aws_organizations_account parent_id name id arn state status email joined_method joined_timestamp tags_src tags title akas
aws_organizations_delegated_administrator id arn email name status joined_method joined_timestamp delegation_enabled_date title akas
aws_organizations_delegated_services_for_account delegated_account_id service_principal delegation_enabled_date title
aws_organizations_organizational_unit parent_id name id arn path title akas
aws_organizations_policy name id arn type aws_managed description content title akas
aws_organizations_policy_target name id target_id arn type aws_managed description content title akas
aws_organizations_root name id arn policy_types title akas
aws_securityhub_finding company_name compliance_status confidence criticality generator_id product_arn product_name record_state title verification_state workflow_status source_account_id created_at updated_at id arn description first_observed_at last_observed_at schema_version source_url processed_at sample standards_control_arn action compliance finding_provider_fields malware network network_path note patch_summary process product_fields related_findings generator_details threats types remediation resources severity threat_intel_indicators user_defined_fields vulnerabilities
aws_securityhub_finding_aggregator arn finding_aggregation_region region_linking_mode regions akas
aws_securityhub_hub hub_arn administrator_account auto_enable_controls subscribed_at tags title akas
aws_ssoadmin_account_assignment target_account_id instance_arn permission_set_arn principal_type principal_id
aws_ssoadmin_customer_policy_attachment permission_set_arn name instance_arn path title
aws_ssoadmin_instance arn identity_store_id name created_date owner_account_id status title akas
aws_ssoadmin_managed_policy_attachment permission_set_arn name instance_arn managed_policy_arn title
aws_ssoadmin_permission_set instance_arn name arn created_date description relay_state session_duration tags_src inline_policy inline_policy_std tags title akas
`
    .trim()
    .split('\n')
    .map((line) => {
      const [table = '', ...columns] = line.split(' ')
      return [table, new Set(columns)]
    })
)
