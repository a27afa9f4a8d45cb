import type { BrowserContext, Frame, Page } from 'playwright-core';

/** Somebody in a course of the demo LMS, as its addresses name them. */
export interface Seat {
  site: 'northfield' | 'harbour';
  person: string;
  course: string;
}

/** The activity that stands in each course from the beginning. */
const firstActivities: Record<string, string> = {
  'nurs-310': '0f3a2c6e-58c1-4a6f-9d7e-6b1f2e4c3101',
  'educ-214': '3b8e7d41-90aa-4d25-8c13-54d0f9a72141',
  'improving-care': '118',
};

const nursing = { site: 'northfield', course: 'nurs-310' } as const;
const education = { site: 'northfield', course: 'educ-214' } as const;
const care = { site: 'harbour', course: 'improving-care' } as const;

/** The seats that the tests take. */
export const seats = {
  amaraInNursing: { ...nursing, person: 'amara-nwosu' },
  amaraInEducation: { ...education, person: 'amara-nwosu' },
  linhInNursing: { ...nursing, person: 'linh-tran' },
  yusufInNursing: { ...nursing, person: 'yusuf-demir' },
  kenjiInCare: { ...care, person: 'kenji-watanabe' },
  fatimaInCare: { ...care, person: 'fatima-el-idrissi' },
  noaInCare: { ...care, person: 'noa-levi' },
} satisfies Record<string, Seat>;

function coursePageOf({ site, person, course }: Seat): string {
  return `/${site}/as/${person}/courses/${course}`;
}

/** The address of the course's gradebook. */
export function gradebookOf(seat: Seat): string {
  return `${coursePageOf(seat)}/grades`;
}

function activityPageOf(seat: Seat): string {
  return `${coursePageOf(seat)}/activities/${firstActivities[seat.course] ?? ''}`;
}

/** The tool's frame in a page of the LMS, whatever page of ours it holds by now. */
export async function toolFrame(page: Page): Promise<Frame> {
  const frame = await page.locator('iframe[name=tool]').elementHandle();
  const content = await frame?.contentFrame();
  if (!content) throw new Error(`No tool in ${page.url()}`);
  return content;
}

/** Opens a course's activity in a tab of its own. @returns the tab, and the tool's frame in it */
export async function openActivity(
  context: BrowserContext,
  lms: string,
  seat: Seat,
): Promise<{ page: Page; frame: Frame }> {
  const page = await context.newPage();
  await page.goto(lms + activityPageOf(seat));
  return { page, frame: await toolFrame(page) };
}

/** Opens the course's page, and from it the dialogue that adds content. @returns the tab, and the tool's frame in it */
export async function openPicker(
  context: BrowserContext,
  lms: string,
  seat: Seat,
): Promise<{ page: Page; frame: Frame }> {
  const page = await context.newPage();
  await page.goto(lms + coursePageOf(seat));
  await page.getByRole('link', { name: 'Add content from Guildhall' }).click();
  await page.waitForURL(/\/content\//);
  return { page, frame: await toolFrame(page) };
}

/** Copies the course as its LMS does, and opens its first activity there. @returns the tab, and the tool's frame in it */
export async function openCopy(
  context: BrowserContext,
  lms: string,
  seat: Seat,
): Promise<{ page: Page; frame: Frame }> {
  const page = await context.newPage();
  await page.goto(lms + coursePageOf(seat));
  await page.getByRole('button', { name: 'Copy this course' }).click();
  await page.waitForURL(/\/courses\/copy-\d+$/);
  await page.getByRole('link', { name: 'Guildhall', exact: true }).click();
  await page.waitForURL(/\/activities\//);
  return { page, frame: await toolFrame(page) };
}
