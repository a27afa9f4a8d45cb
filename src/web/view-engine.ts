import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Handlebars from 'handlebars';

type View = Handlebars.TemplateDelegate<object>;

const extension = '.hbs';

/** Every view of the folder by its path there. Each may take any other in as a partial, by that path. */
function readViews(
  directory: string,
  helpers: Handlebars.HelperDeclareSpec,
): ReadonlyMap<string, View> {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpers);
  const views = new Map<string, View>();
  // A word that is no helper's is a value, and need not be looked for among the helpers at every page.
  const knownHelpers = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]));
  for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith(extension)) continue;
    const name = file.slice(0, -extension.length);
    // Without the line end of the file, which as a partial would be a blank in the middle of a line.
    const text = readFileSync(join(directory, file), 'utf8').trim();
    // Compiled when first rendered, and then once.
    const view: View = handlebars.compile(text, { knownHelpers, knownHelpersOnly: true });
    views.set(name, view);
    handlebars.registerPartial(name, view);
  }
  return views;
}

function viewNamed(views: ReadonlyMap<string, View>, name: string): View {
  const view = views.get(name);
  if (!view) throw new Error(`No such view: ${name}`);
  return view;
}

/** Express's side of an engine: a path, what the view is told, and whom to give the page. */
type Engine = (path: string, told: object, done: (error: unknown, page?: string) => void) => void;

/**
 * Renders Handlebars views, each inside the layout it asks for by `layout`, or the page's.
 *
 * Views are read once where `cache` is on. An engine that looks for partials and layouts at every page
 * takes longer to find a small page than to render it.
 */
export function viewEngine(
  directory: string,
  { helpers, cache }: { helpers: Handlebars.HelperDeclareSpec; cache: boolean },
): Engine {
  let kept: ReadonlyMap<string, View> | undefined;

  function render(path: string, told: object): string {
    const views = kept ?? readViews(directory, helpers);
    if (cache) kept = views;
    const name = relative(directory, path).slice(0, -extension.length);
    const body = viewNamed(views, name)(told);
    const layout = 'layout' in told ? told.layout : 'page';
    return layout === false
      ? body
      : viewNamed(views, `layouts/${String(layout)}`)({ ...told, body });
  }

  return (path, told, done) => {
    let page: string;
    try {
      page = render(path, told);
    } catch (error) {
      return done(error);
    }
    return done(null, page);
  };
}
