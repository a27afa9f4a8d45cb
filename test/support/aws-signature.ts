import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

const shape =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** By the code units of name and value, each as it was sent. */
function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return pairs
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .toSorted()
    .join('&');
}

const valueOf = ({ headers }: IncomingMessage, name: string) =>
  String(headers[name] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/**
 * Whether the request is signed with this secret, written from the specification.
 *
 * @see [Signature Version 4](https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html)
 */
export function isSignedWith(secret: string, req: IncomingMessage): boolean {
  const [, , day = '', region = '', names = '', signature] =
    shape.exec(req.headers.authorization ?? '') ?? [];
  const [path = '', query = ''] = (req.url ?? '').split('?');
  const signedHeaders = names.split(';').map((name) => `${name}:${valueOf(req, name)}\n`);
  const payload = valueOf(req, 'x-amz-content-sha256');
  const canonical = [
    req.method,
    path,
    canonicalQuery(query),
    signedHeaders.join(''),
    names,
    payload,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', valueOf(req, 'x-amz-date'), scope, sha256(canonical)];
  const key = [region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, day));
  return hmac(key, toSign.join('\n')).toString('hex') === signature;
}
