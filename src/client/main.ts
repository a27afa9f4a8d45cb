/** Nothing here is needed to read or to post; each file adds one thing to one attribute. */
import 'htmx.org';
// First: what the others do to a new page depends on its language and host.
import './page-attributes.ts';
import './announce.ts';
import './arranging.ts';
import './by-script.ts';
import './carry-session.ts';
import './copy-link.ts';
// Before the draft hears that a form is sent: a file of it may still be on its way.
import './editor-files.ts';
import './form-uploads.ts';
import './draft.ts';
import './editor-people.ts';
import './editor-preview.ts';
import './editor-size.ts';
import './editor-tools.ts';
import './focus.ts';
import './frame-resize.ts';
import './keep-proof.ts';
import './keys.ts';
import './launch-hop.ts';
import './live-thread.ts';
import './local-time.ts';
import './player.ts';
import './quote-post.ts';
import './recording-page.ts';
import './registration.ts';
import './search-anew.ts';
import './submit-at-once.ts';
