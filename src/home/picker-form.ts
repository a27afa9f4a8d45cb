import { z } from 'zod';
import type { Choosing } from './picker.ts';

const mostChoices = 50;

/** What the picker's form sends. Whatever makes no sense counts as not chosen and not typed. */
const PickerForm = z.object({
  request: z.string().catch(''),
  words: z
    .string()
    .catch('')
    .transform((typed) => typed.replaceAll('\0', '').trim().slice(0, 200)),
  offer: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .catch([])
    .transform((choices) => [...new Set(choices)].slice(0, mostChoices)),
  gradebook: z.literal('on').nullable().catch(null),
  choice: z.enum(['place', 'cancel']).catch('place'),
});

export interface Sent {
  sealed: string;
  choosing: Choosing;
  button: 'place' | 'cancel';
}

/** Reads the form, which cannot be so wrong that there is nothing to answer. */
export function readPickerForm(body: unknown): Sent {
  const { request, words, offer, gradebook, choice } = PickerForm.parse(body ?? {});
  const choosing = { words, choices: offer, gradebook: gradebook === 'on' };
  return { sealed: request, choosing, button: choice };
}
