import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Bytes on the wire, as they are and as a proxy sends them. */
export interface Transfer {
  raw: number;
  gzip: number;
  brotli: number;
}

/** The levels that proxies use unless told otherwise. */
const level = 6;

export function transferOf(content: string): Transfer {
  const bytes = Buffer.from(content);
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: level } })
      .length,
  };
}

export const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
