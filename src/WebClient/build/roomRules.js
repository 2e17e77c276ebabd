// Who may import whom. A file imports what stands beside it by a relative path, and another room by `@/`, through one of its faces.

/** From the ground up: each room knows those before it, and none behind it. */
const ROOMS = ['platform', 'api', 'i18n', 'ui', 'realtime', 'conversation', 'features', 'app'];

/** These have no inside, so that each of their files is a face. */
const FLAT = ['styles', 'platform', 'api', 'i18n', 'ui'];

/** What the other rooms, and nouns that are loaded later than their room, show of themselves: an `index.ts`, or the routes. */
const FACES = [
  'realtime',
  'conversation',
  'conversation/(attachments|composer|content|quickReplies|search|sendKey|thread)',
  'features/auth',
  'features/auth/account',
  'features/[a-z]+/routes',
];

const FACE = `^@/((${FLAT.join('|')})(/[^/]+)?|${FACES.join('|')})$`;

const imported = (/** @type {string} */ test) =>
  `:matches(ImportDeclaration, ImportExpression, ExportNamedDeclaration, ExportAllDeclaration) > Literal.source${test}`;
const matches = (/** @type {string} */ pattern) => `[value=/${pattern.replaceAll('/', '\\/')}/]`;

const throughFaces = {
  selector: imported(`${matches('^@/')}:not(${matches(FACE)})`),
  message: 'Another room is imported through its face, its own inside by a relative path (build/roomRules.js).',
};

/** Further up than this a relative path leaves the room. */
const inside = (/** @type {number} */ depth) => ({
  selector: imported(matches(`^${'\\.\\./'.repeat(depth + 1)}`)),
  message: 'Another room is imported by `@/`, through its face (build/roomRules.js).',
});

const notUpwards = (/** @type {string} */ room) => ({
  selector: imported(matches(`^@/(${ROOMS.slice(ROOMS.indexOf(room) + 1).join('|') || '$^'})(/|$)`)),
  message: `src/${room} knows only the rooms below it: ${ROOMS.slice(0, ROOMS.indexOf(room)).join(', ') || 'none'} (build/roomRules.js).`,
});

/** Paths of the REST API are typed, where they are held against the OpenAPI document. */
const PATH_OF_API = '/(^|[^@.])\\/api\\//';
const pathsOfApi = [`Literal[value=${PATH_OF_API}]`, `TemplateElement[value.raw=${PATH_OF_API}]`, `VLiteral[value=${PATH_OF_API}]`].map(
  (selector) => ({ selector, message: 'Only src/api knows the paths of the API.' }),
);

const SOURCES = '*.{ts,vue}';
/** A test may look into other rooms, and plays their parts. */
const TESTS = ['src/**/*.{test,fake}.ts'];

export default ROOMS.flatMap((room) => {
  const root = room === 'features' ? 'src/features/*' : `src/${room}`;
  return [0, 1, 2].flatMap((depth) => {
    const files = [`${root}/${'*/'.repeat(depth)}${SOURCES}`];
    const everywhere = [notUpwards(room), inside(depth), ...(room === 'api' ? [] : pathsOfApi)];
    return [
      { files, rules: { 'no-restricted-syntax': ['error', ...everywhere], 'vue/no-restricted-syntax': ['error', ...everywhere] } },
      { files, ignores: TESTS, rules: { 'no-restricted-syntax': ['error', ...everywhere, throughFaces] } },
    ];
  });
});
