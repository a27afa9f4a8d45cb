/**
 * What a browser does with cookies, from the usual to the strictest:
 * - `normal` keeps them all;
 * - `third-party-blocked` keeps only partitioned ones inside another site's frame, and no web storage there;
 * - `blocked-when-embedded` keeps nothing inside the LMS's frame, yet works in a tab of its own;
 * - `all-blocked` keeps nothing anywhere.
 */
export type CookieMode = 'normal' | 'third-party-blocked' | 'blocked-when-embedded' | 'all-blocked';

const asUsual = 0;
const block = 2;

/** A rule for the tool while the LMS is in the address bar: pattern of the frame, then of the tab. */
const embeddedRule = { '[*.]localhost,lms.localhost': { setting: block } };

interface Profile {
  [preference: string]: unknown;
  default_content_setting_values?: Record<string, number>;
}

const profiles: Record<CookieMode, Profile> = {
  normal: { cookie_controls_mode: asUsual, block_third_party_cookies: false },
  // Debian's Chromium does so by itself; said all the same, so that another build does too.
  'third-party-blocked': { cookie_controls_mode: 1, block_third_party_cookies: true },
  'blocked-when-embedded': {
    cookie_controls_mode: asUsual,
    block_third_party_cookies: false,
    content_settings: { exceptions: { cookies: embeddedRule } },
  },
  'all-blocked': { default_content_setting_values: { cookies: block } },
};

/** The `Preferences` file of a fresh Chromium profile. */
export function preferencesOf(mode: CookieMode, runsScripts: boolean): string {
  const { default_content_setting_values: settings, ...profile } = profiles[mode];
  const all = runsScripts ? settings : { ...settings, javascript: block };
  return JSON.stringify({ profile: { ...profile, default_content_setting_values: all } });
}
