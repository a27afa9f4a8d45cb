/** By what each collection is looked up, as ltijs's own MongoDB schemas index them. */
const keys = {
  idtoken: ['iss', 'clientId', 'deploymentId', 'user'],
  contexttoken: ['contextId', 'user'],
  platform: ['platformUrl', 'clientId'],
  platformStatus: ['id'],
  publickey: ['platformUrl', 'clientId'],
  privatekey: ['platformUrl', 'clientId'],
  accesstoken: ['platformUrl', 'clientId', 'scopes'],
  nonce: ['nonce'],
  state: ['state'],
};

/**
 * A database plug-in for ltijs that keeps everything in memory: as fast as a database can be, so that what
 * is measured is ltijs. Every look-up of a launch is one of a Map; nothing is encrypted, as nothing lies
 * anywhere.
 */
export function memoryDatabase() {
  const collections = new Map(Object.keys(keys).map((name) => [name, new Map()]));

  const keyOf = (name, query) => JSON.stringify(keys[name].map((field) => query[field]));
  const namesKey = (name, query) => keys[name].every((field) => field in query);

  function find(name, query = {}) {
    const items = collections.get(name);
    if (namesKey(name, query)) {
      const item = items.get(keyOf(name, query));
      return item ? [item] : [];
    }
    const wanted = Object.entries(query);
    return [...items.values()].filter((item) =>
      wanted.every(([field, value]) => item[field] === value),
    );
  }

  const put = (name, item) => collections.get(name).set(keyOf(name, item), item);

  return {
    setup: async () => true,
    Close: async () => true,
    Get: async (_key, name, query) => {
      const found = find(name, query);
      return found.length > 0 && found;
    },
    Insert: async (_key, name, item, index) => put(name, { ...index, ...item }),
    Replace: async (_key, name, query, item, index) => put(name, { ...query, ...index, ...item }),
    Modify: async (_key, name, query, change) => {
      for (const item of find(name, query)) Object.assign(item, change);
    },
    Delete: async (name, query) => {
      for (const item of find(name, query)) collections.get(name).delete(keyOf(name, item));
    },
  };
}
