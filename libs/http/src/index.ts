export { limitCallers } from './callers/limit-callers';
export { Strangers } from './callers/strangers';
export { type Caller, answerOf, isListWith, serviceClient } from './service-client';
export { fieldErrors } from './fields/field-errors';
export { cursorField, pageLimit, phoneField, unlessThere, uuidField } from './fields/fields';
export { inWords } from './fields/in-words';
export {
  cursorEpochMs,
  cursorInstant,
  dayField,
  epochMsField,
  instantField,
  isoInstantField,
} from './fields/instant-fields';
export { nameField, wordsField } from './fields/name-fields';
export { pageCursor } from './fields/page-cursor';
export { phoneIn } from './fields/phone-field';
export { RequestPipe } from './fields/request.pipe';
export { instantAnswer, pageAnswer } from './openapi/answer-fields';
export { answer, bodyDto } from './openapi/answer';
export { documentOf } from './openapi/document';
export { operationOf } from './openapi/operation-id';
export { AnswersPages } from './openapi/pages';
export { ACCESS_EXTENSION, KEY_REFUSALS, OF_A_PHONE, PEOPLE_REFUSALS, Refuses, RefusesOf } from './openapi/refuses';
export { ADVERTISER_KEY, OPERATOR_KEY, PERSON } from './openapi/security-schemes';
export { type OutboundCall, OutboundClient, type OutboundRules } from './outbound/outbound-client';
export { webhookSignature } from './outbound/webhook-signature';
export { type FieldError, Problem } from './problem';
export { MAX_NETWORKS, RateLimit } from './rate-limit';
export { hardenServer } from './requests/harden-server';
export { countRequests } from './requests/http-metrics';
export { readJsonBody, refuseOtherForms } from './requests/json-body';
export { LongUploads } from './requests/long-uploads';
export { needTls } from './requests/need-tls';
export { NoNumberInAddress, NumbersInAddress } from './requests/no-number-in-address';
export { NO_STORE, forbidCaching } from './requests/no-store';
export { readRawBody } from './requests/raw-body';
export { ProblemFilter, bodyOf, problemOf } from './requests/problem.filter';
export { screenRequests } from './requests/screen-requests';
export { STREAMS, Streams, TAKES, Takes } from './requests/takes';
export { traceRequests } from './requests/trace-requests';
