//! A new text out of an old one, of which only some byte ranges are exchanged.

use std::ops::Range;

/// A byte range of the old text and what stands there in the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// Bytes of the old text.
    pub range: Range<usize>,
    /// What they become.
    pub text: String,
}

/// Patches being collected, in any order.
///
/// Three sorts, because they meet differently: *cuts* may overlap and are joined, *puts* stand at
/// one place in the order in which they came, and *swaps* never touch a cut.
#[derive(Debug, Default)]
pub(super) struct Splices {
    cuts: Vec<Range<usize>>,
    puts: Vec<(usize, String)>,
    swaps: Vec<Patch>,
}

impl Splices {
    pub fn cut(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.cuts.push(range);
        }
    }

    pub fn put(&mut self, at: usize, text: impl Into<String>) {
        self.puts.push((at, text.into()));
    }

    pub fn swap(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.swaps.push(Patch {
            range,
            text: text.into(),
        });
    }

    /// The patches by their place; none overlaps another.
    pub fn into_patches(self) -> Vec<Patch> {
        let Self {
            mut cuts,
            puts,
            swaps,
        } = self;
        cuts.sort_by_key(|cut| (cut.start, cut.end));
        let mut joined: Vec<Patch> = Vec::new();
        for cut in cuts {
            match joined.last_mut() {
                Some(last) if cut.start <= last.range.end => {
                    last.range.end = last.range.end.max(cut.end);
                }
                _ => joined.push(Patch {
                    range: cut,
                    text: String::new(),
                }),
            }
        }
        let mut patches = swaps;
        for (at, text) in puts {
            let inside = |patch: &&mut Patch| patch.range.start <= at && at < patch.range.end;
            match joined.iter_mut().find(inside) {
                Some(cut) => cut.text.push_str(&text),
                None => patches.push(Patch {
                    range: at..at,
                    text,
                }),
            }
        }
        patches.extend(joined);
        // Stable, so that puts at one place keep their order.
        patches.sort_by_key(|patch| (patch.range.start, patch.range.end));
        patches
    }
}

/// The text with these patches, which stand in order and do not overlap.
pub(super) fn patched(text: &str, patches: &[Patch]) -> String {
    let grown: usize = patches.iter().map(|patch| patch.text.len()).sum();
    let mut new = String::with_capacity(text.len() + grown);
    let mut from = 0;
    for patch in patches {
        new.push_str(&text[from..patch.range.start]);
        new.push_str(&patch.text);
        from = patch.range.end;
    }
    new.push_str(&text[from..]);
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_join_and_puts_at_one_place_keep_their_order() {
        let mut splices = Splices::default();
        splices.cut(2..4);
        splices.cut(3..6);
        splices.put(8, "x");
        splices.put(8, "y");
        splices.put(2, "<");
        splices.swap(0..1, "A");
        let patches = splices.into_patches();
        assert_eq!(patched("a1234567b", &patches), "A1<67xyb");
    }
}
