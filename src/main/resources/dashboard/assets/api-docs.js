// The contract itself, made browsable. Nothing is validated elsewhere: validatorUrl is off.

const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = () => root.classList.toggle('dark-mode', (localStorage.getItem('theme') || (dark.matches ? 'dark' : 'light')) === 'dark');
theme();
dark.addEventListener('change', theme);

/** The session of the dashboard, whose calls that change something carry its token: "Try it out" works as its person. */
const session = fetch('/api/ratio-fixer/session', {credentials: 'same-origin'}).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);

session.then((who) => {
  document.getElementById('who').textContent = who
    ? `“Try it out” calls this installation as ${who.name} (${who.role}).`
    : 'Log in at the dashboard first, or give a key under “Authorize”, and “Try it out” calls this installation.';
});

window.SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#contract',
  deepLinking: false,
  validatorUrl: null,
  docExpansion: 'list',
  defaultModelsExpandDepth: -1,
  syntaxHighlight: false,
  async requestInterceptor(request) {
    const who = request.loadSpec ? null : await session;
    if (who?.csrf_token && request.method.toUpperCase() !== 'GET') request.headers['X-CSRF-Token'] = who.csrf_token;
    request.credentials = 'same-origin';
    return request;
  },
  onComplete: mend,
});

/** What assistive programs need and the library leaves out; it draws anew at every step. */
function mend() {
  const contract = document.getElementById('contract');
  const all = (selector, then) => contract.querySelectorAll(selector).forEach(then);
  const name = (element, text) => {
    if (!element.hasAttribute('aria-label') && ![...element.labels ?? []].some((label) => label.textContent.replace(element.textContent, '').trim())) element.setAttribute('aria-label', text);
  };
  all('select', (select) => name(select, select.closest('tr')?.querySelector('.parameter__name')?.textContent ?? select.closest('.scheme-container') ? 'Server' : 'Media type'));
  all('input, textarea', (input) => name(input, input.closest('tr')?.dataset.paramName ?? input.placeholder ?? 'Body of the request'));
  all('pre, .highlight-code, .body-param, .model-box, .table-container, .responses-inner', (box) => {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
  });
  // The library has a main of its own within this page.
  all('main', (inner) => inner.setAttribute('role', 'group'));
  all('h3', (title) => title.setAttribute('aria-level', '2'));
  all('h4, h5', (title) => title.setAttribute('aria-level', '3'));
  all('.info .title small, .info hgroup', (line) => line.setAttribute('role', line.tagName === 'HGROUP' ? 'group' : 'note'));
}
new MutationObserver(mend).observe(document.getElementById('contract'), {childList: true, subtree: true});
