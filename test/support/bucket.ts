import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import S3rver from 's3rver';
import type { Bucket } from '../../src/files/index.ts';
import { isSignedWith } from './aws-signature.ts';
import { temporaryFolder } from './house.ts';
import { openLine, type Line } from './line.ts';

/** A storage that speaks S3, and the line to it. */
export interface BucketServer {
  bucket: Bucket;
  line: Line;
  close(): Promise<void>;
}

/** The only key that the server knows; it looks at no signature, so that is done before it. */
const key = { keyId: 'S3RVER', secretKey: 'S3RVER' };

function refuse(res: ServerResponse): void {
  const code = 'SignatureDoesNotMatch';
  res.writeHead(403, { 'content-type': 'application/xml', connection: 'close' });
  res.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

export async function openBucket(): Promise<BucketServer> {
  const folder = temporaryFolder();
  const storage = new S3rver({
    silent: true,
    directory: folder.path,
    configureBuckets: [{ name: 'files' }],
  });
  await storage.configureBuckets();
  const answer = storage.callback();
  const server = createServer((req, res) => {
    const isForeign = !req.headers.authorization?.includes(`=${key.keyId}/`);
    if (isForeign || isSignedWith(key.secretKey, req)) answer(req, res);
    else refuse(res);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const line = await openLine(address.port);
  return {
    line,
    bucket: {
      endpoint: `http://127.0.0.1:${line.port}`,
      region: 'us-east-1',
      name: 'files',
      ...key,
      isInPath: true,
    },
    close: async () => {
      await line.close();
      server.close();
      await once(server, 'close');
      folder.remove();
    },
  };
}
