import { expect, it } from 'vitest';

import { splitName } from './splitName';

it.each([
  ['药盒.png', '药盒.png', ''],
  ['2025年第三季度采购合同补充协议最终版-甲方盖章.docx', '2025年第三季度采购合同补充协议最终版', '-甲方盖章.docx'],
  ['a-very-long-name-without-an-extension-0042', 'a-very-long-name-without-an-extension', '-0042'],
  ['many.dots.in.a.long.file.name.that.goes.on.tar.gz', 'many.dots.in.a.long.file.name.that.goes.o', 'n.tar.gz'],
  ['一家人的照片👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦.zip', '一家人的照片👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦.zip'],
  ['', '', ''],
])('%s', (name, start, end) => {
  expect(splitName(name)).toEqual({ start, end });
});
