import { recordBy } from '../activity/index.ts';
import type { Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Conflict, NotFound } from '../errors.ts';
import type { SectionForm } from './forms.ts';
import { inReadingOrder, mostDepth, mostSections, swapped, type Section } from './section.ts';
import {
  deleteSection,
  insertSection,
  lockSections,
  updateOrder,
  updateParent,
  updateSectionTitle,
} from './section-store.ts';

const idsBelow = (sections: readonly Section[], parentId: string | null): string[] =>
  sections.flatMap((section) => (section.parentId === parentId ? [section.id] : []));

/** @throws NotFound when there is none here */
function sectionIn(sections: readonly Section[], id: string): Section {
  const section = sections.find((each) => each.id === id);
  if (!section) throw new NotFound('No such section here');
  return section;
}

/** How deep a section stands, and the deepest of those in it. */
function depthsOf(sections: readonly Section[], id: string | null) {
  const placed = inReadingOrder(sections);
  const own = placed.find((each) => each.id === id)?.depth ?? -1;
  const below = inReadingOrder(sections, id).map(({ depth }) => depth + 1);
  return { own, height: Math.max(0, ...below) };
}

/** @throws Conflict where a section would stand too deep, or in itself */
function checkFits(sections: readonly Section[], parentId: string | null, id: string | null): void {
  if (parentId !== null) sectionIn(sections, parentId);
  const isWithin =
    id !== null &&
    (parentId === id || inReadingOrder(sections, id).some((each) => each.id === parentId));
  if (isWithin) throw new Conflict('A section cannot stand in itself');
  const height = id === null ? 0 : depthsOf(sections, id).height;
  if (depthsOf(sections, parentId).own + 1 + height >= mostDepth)
    throw new Conflict('Sections stand four deep at most');
}

async function add(
  tx: Transaction,
  { organizationId, id: communityId }: Member['community'],
  {
    sections,
    title,
    parent,
  }: { sections: readonly Section[]; title: string; parent: string | null },
): Promise<string> {
  if (sections.length >= mostSections) throw new Conflict('There are enough sections');
  checkFits(sections, parent, null);
  return insertSection(tx, { organizationId, communityId, parentId: parent, title });
}

/** What stood in it stands where it stood. */
async function remove(
  tx: Transaction,
  { sections, communityId }: { sections: readonly Section[]; communityId: string },
  section: Section,
): Promise<void> {
  const siblings = idsBelow(sections, section.parentId);
  const order = siblings.flatMap((id) => (id === section.id ? idsBelow(sections, id) : [id]));
  for (const id of idsBelow(sections, section.id)) await updateParent(tx, id, section.parentId);
  await deleteSection(tx, section, communityId);
  await updateOrder(tx, order);
}

/**
 * Adds a section, calls it otherwise, moves it, or takes it away; then all that stood in it goes up a step.
 *
 * @returns the section that it was done to, where there still is one
 * @throws NotFound | Conflict where the tree has no room for it
 */
export async function arrange(
  tx: Transaction,
  member: Member,
  wish: SectionForm,
): Promise<string | null> {
  const { community } = member;
  const sections = await lockSections(tx, community.id);
  const section = wish.act === 'add' ? null : sectionIn(sections, wish.section);
  let id = section?.id ?? null;
  if (wish.act === 'add') {
    id = await add(tx, community, { sections, ...wish });
  } else if (section) {
    const siblings = idsBelow(sections, section.parentId);
    if (wish.act === 'rename') await updateSectionTitle(tx, section.id, wish.title);
    if (wish.act === 'up') await updateOrder(tx, swapped(siblings, section.id, -1));
    if (wish.act === 'down') await updateOrder(tx, swapped(siblings, section.id, 1));
    if (wish.act === 'put' || wish.act === 'place') {
      checkFits(sections, wish.parent, section.id);
      await updateParent(tx, section.id, wish.parent);
      const others = idsBelow(sections, wish.parent).filter((each) => each !== section.id);
      const before = wish.act === 'place' && wish.before ? others.indexOf(wish.before) : -1;
      await updateOrder(tx, others.toSpliced(before < 0 ? others.length : before, 0, section.id));
    }
    if (wish.act === 'remove') await remove(tx, { sections, communityId: community.id }, section);
  }
  const objectId = id ?? community.id;
  await recordBy(tx, member, { verb: 'arranged', objectKind: 'article section', objectId });
  return wish.act === 'remove' ? null : id;
}
