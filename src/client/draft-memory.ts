/** Words that could not be saved yet, as long as the tab lives; where storage is closed, the page alone has them. */
export type Fields = [name: string, text: string][];

interface Kept {
  /** The form token of whoever wrote it: the next person at this browser is somebody else. */
  owner: string;
  fields: Fields;
}

const nameOf = (target: string) => `guildhall-draft ${target}`;

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'owner' in value && 'fields' in value;
}

export function remember(target: string, kept: Kept): void {
  try {
    sessionStorage.setItem(nameOf(target), JSON.stringify(kept));
  } catch {
    return;
  }
}

export function forget(target: string): void {
  try {
    sessionStorage.removeItem(nameOf(target));
  } catch {
    return;
  }
}

/** What this person had written for this place when it could not be saved, or null. */
export function recall(target: string, owner: string): Fields | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(target)) ?? 'null');
    return isKept(kept) && kept.owner === owner ? kept.fields : null;
  } catch {
    return null;
  }
}
