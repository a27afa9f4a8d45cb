import type { RequestHandler } from 'express';
import { z } from 'zod';
import { StepForm } from './forms.ts';
import { takeStep } from './idea.ts';
import { onThread } from './place.ts';
import { showThread, type Reading } from './read-thread.ts';

/** `POST /communities/<id>/threads/<id>/steps`: says how far an idea has come; without a reason it asks again. */
export function moveIdea(reading: Reading): RequestHandler {
  const move = onThread(reading.db, StepForm, takeStep);
  return (req, res, next) => {
    const { error } = StepForm.safeParse(req.body);
    if (!error) return move(req, res, next);
    res.status(422);
    const errors = z.flattenError(error).fieldErrors;
    return showThread(reading, { req, res }, { step: { values: req.body, errors } });
  };
}
