# A hundred people, one place that takes them all, five budgets that do not.
[range(100)] as $people | [range(1;6)] as $budgets |
def size($i; $r): ($i * 7919 * $r + $i * $i * 31 * $r) % 90 + 10;
{ candidates: [$people[] | {id: "c\(.)"}], options: [{id: "A"}],
  resources: [$budgets[] as $r |
    {id: "r\($r)", capacity: ([$people[] | size(.; $r)] | add / 2 | floor)}],
  pairs: [$people[] as $i | {candidate: "c\($i)", option: "A",
    value: ([$budgets[] | size($i; .)] | add * 10 + $i % 50),
    demand: ([$budgets[] as $r | {key: "r\($r)", value: size($i; $r)}] | from_entries)}] }
