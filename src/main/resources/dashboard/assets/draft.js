// What somebody typed and has not sent, kept for this person in this window: over a reload, Back and logging in again.

const key = (name, person) => `draft ${name} of ${person}`;

/** Puts back what was typed into a form, keeps what is typed from now on, and tells whether anything was there. */
export function keepDraft(name, person, form) {
  const place = key(name, person);
  const fields = () => [...form.elements].filter((field) => field.name);
  const kept = JSON.parse(sessionStorage.getItem(place) ?? '{}');
  let found = false;
  for (const field of fields()) {
    const value = kept[field.name];
    if (value === undefined || value === field.value) continue;
    if (field.tagName === 'SELECT' && ![...field.options].some((option) => option.value === value)) continue;
    field.value = value;
    found = true;
  }
  const save = () => sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value]))));
  form.addEventListener('input', save);
  form.addEventListener('change', save);
  return {
    found,
    forget() {
      form.removeEventListener('input', save);
      form.removeEventListener('change', save);
      sessionStorage.removeItem(place);
    },
  };
}
