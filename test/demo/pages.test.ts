import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStage } from './stand-in-tool.ts';
import type { Stage } from './stand-in-tool.ts';

const nursing = (person: string) => `/northfield/as/${person}/courses/nurs-310`;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.tool.close());

describe('the pages of the demo LMS', () => {
  it('welcome everybody by name', async () => {
    const { text } = await stage.ask.get('/').expect(200);
    for (const name of ['Amara Nwosu', 'Linh Trần', 'Kenji Watanabe', 'Noa Levi', 'Ingrid']) {
      expect(text).toContain(name);
    }
  });

  it('lead every link of the welcome page somewhere', async () => {
    const { text } = await stage.ask.get('/');
    const links = [...text.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href);
    expect(links.length).toBeGreaterThan(12);
    for (const link of links) await stage.ask.get(link).expect(200);
  });

  it('let anybody be somebody else on the same page, without script or cookie', async () => {
    const { text } = await stage.ask.get(`${nursing('amara-nwosu')}/people`);
    expect(text).toContain(`href="${nursing('linh-tran')}/people"`);
    const other = await stage.ask.get(`${nursing('linh-tran')}/people`).expect(200);
    expect(other.text).toContain('Linh Trần');
  });

  it('offer content only to those who teach', async () => {
    const teacher = await stage.ask.get(nursing('amara-nwosu'));
    expect(teacher.text).toContain('Add content from Guildhall');
    const learner = await stage.ask.get(nursing('linh-tran'));
    expect(learner.text).not.toContain('Add content');
    await stage.ask.get(`${nursing('linh-tran')}/content/10000000000042`).expect(403);
  });

  it('show a learner their own marks and a teacher everybody', async () => {
    const care = '/harbour/as/fatima-el-idrissi/courses/improving-care/grades';
    const own = await stage.ask.get(care);
    const table = own.text.slice(own.text.indexOf('<main'));
    expect(table).toContain('Fatima Zahra El Idrissi');
    expect(table).not.toContain('Noa Levi');
    const all = await stage.ask.get(care.replace('fatima-el-idrissi', 'kenji-watanabe'));
    expect(all.text.slice(all.text.indexOf('<main'))).toContain('Noa Levi');
  });

  it('show what a tool sends people back with, as words and not as markup', async () => {
    const { text } = await stage.ask
      .get(nursing('linh-tran'))
      .query({ lti_msg: 'Well <b>done</b>', lti_errormsg: 'Too late' });
    expect(text).toContain('Well &lt;b&gt;done&lt;/b&gt;');
    expect(text).toContain('Too late');
  });

  it.each([
    ['/nowhere', 404],
    ['/northfield/as/nobody', 404],
    ['/northfield/as/linh-tran/courses/none', 404],
    [`${nursing('linh-tran')}/activities/none`, 404],
    ['/northfield/as/yusuf-demir/courses/educ-214', 403],
    ['/northfield/as/linh-tran/administration', 403],
    ['/northfield/as/%E0%A4%A', 400],
  ])('answer %s with %i and a sentence', async (page, status) => {
    const { text } = await stage.ask.get(page).expect(status);
    expect(text).toContain('That did not work');
  });

  it('take no button press from another site', async () => {
    const answer = await stage.ask
      .post('/northfield/as/ingrid-solheim/administration/keys')
      .set('Origin', stage.tool.url.origin);
    expect(answer.status).toBe(403);
  });
});
