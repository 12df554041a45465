// Names of the security schemes in OpenAPI documents.

export const OPERATOR_KEY = 'operatorKey';
export const ADVERTISER_KEY = 'advertiserKey';
export const PERSON = 'person';
