import type { Request, Response } from 'express';
import type { Reader } from '../communities/index.ts';
import type { Resource } from './resource.ts';

/** What members say of a resource, which a room above keeps: all that its page is told of it. */
export type FindRemarks = (
  exchange: { req: Request; res: Response },
  place: { reader: Reader; resource: Resource },
) => Promise<object>;
