// Amounts as people type them. The API takes a point alone; what could be read in two ways is asked back, never guessed.

const GROUPED = /^\d{1,3}([.,’' ]\d{3})+$/;
const whole = new Intl.NumberFormat('en', {useGrouping: false, maximumFractionDigits: 6});

/** Reads an amount: {value} for the API, {error} in words, or neither for nothing. */
export function readAmount(typed) {
  const text = typed.trim().replaceAll(/[\u00a0\u202f\s]+/g, ' ');
  if (!text) return {};
  if (!/^\d[\d.,’' ]*$/.test(text)) return {error: 'Give a number such as 20.00 or 20,00, without a sign or a currency.'};
  const separators = text.match(/[.,]/g) ?? [];
  const bare = text.replaceAll(/[’' ]/g, '');
  if (/[’' ]/.test(text) && !/^\d{1,3}([’' ]\d{3})+([.,]\d{1,6})?$/.test(text)) return {error: 'The blanks between the digits are not where thousands end.'};
  if (separators.length === 0) return plain(bare, '');
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  const [before, after] = [bare.slice(0, last), bare.slice(last + 1)];
  if (separators.length === 1) {
    if (after.length === 3 && !/[’' ]/.test(text)) {
      return {error: `${typed.trim()} can be read as ${whole.format(Number(before + after))} or as ${whole.format(Number(`${before}.${after}`))}: write ${whole.format(Number(before + after))}.00 or ${before}.${after.endsWith('0') ? after.slice(0, 2) : `${after}0`}.`};
    }
    return plain(before, after);
  }
  if (new Set(separators).size === 1) {
    return GROUPED.test(bare) ? plain(bare.replaceAll(/[.,]/g, ''), '') : {error: 'The points or commas are not where thousands end.'};
  }
  const groups = before.replaceAll(/[.,]/g, '');
  return GROUPED.test(before) && !before.includes(bare[last]) ? plain(groups, after) : {error: 'The points and commas do not make a number: write 1234.50.'};
}

function plain(units, part) {
  if (part.length > 6) return {error: 'At most six digits behind the point.'};
  const value = units.replace(/^0+(?=\d)/, '');
  return {value: part ? `${value}.${part}` : value};
}
