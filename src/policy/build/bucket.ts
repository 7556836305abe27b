import { UsageError } from '../../errors.js';
import type { Statement } from '../types.js';
import { printDocument } from './print.js';

/** What the PAI default role may do in OSS (seed dsw-ja.txt). */
const PAI_BUCKET_ACTIONS = [
  'GetObject',
  'PutObject',
  'DeleteObject',
  'ListParts',
  'AbortMultipartUpload',
  'ListObjects',
  'ListBuckets',
  'PutBucketCors',
  'GetBucketCors',
  'DeleteBucketCors',
  'GetBucketInfo',
].map((operation) => `oss:${operation}`);

/**
 * The policy of the PAI default role for a workspace's default bucket, as the seed dsw-ja.txt prints it.
 * @throws UsageError for a name that no bucket has.
 */
export function paiDefaultRolePolicy(bucket: string): string {
  return printDocument([
    { Action: PAI_BUCKET_ACTIONS, Resource: bucketResources(bucket), Effect: 'Allow' },
    { Effect: 'Allow', Action: ['odps:ActOnBehalfOfAnotherUser'], Resource: 'acs:odps:*:*:users/*' },
    { Effect: 'Allow', Action: ['pai:AssumeUser'], Resource: 'acs:pai:*:*:users/*' },
  ]);
}

/**
 * Reading in OSS: all of it, as the seed ecs.txt and AliyunOSSReadOnlyAccess say, or one bucket.
 * @throws UsageError for a name that no bucket has.
 */
export function ossReadOnlyPolicy(bucket?: string): string {
  const Resource = bucket === undefined ? '*' : bucketResources(bucket);
  const statement: Statement = { Action: ['oss:Get*', 'oss:List*'], Effect: 'Allow', Resource };
  return printDocument([statement]);
}

/** The bucket itself and all in it. Names: 3 to 63 of a-z, 0-9 and "-", which stands at neither end (OSS help). */
function bucketResources(bucket: string): string[] {
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new UsageError(`${JSON.stringify(bucket)} is no name of a bucket.`, {
      hint: 'A bucket has 3 to 63 lower-case letters, digits and hyphens, and no hyphen at its ends.',
    });
  }
  return [`acs:oss:*:*:${bucket}`, `acs:oss:*:*:${bucket}/*`];
}
