//! Every screen as two models of terminals hold it: frame by frame what a whole redraw would show.

use hotseat::language::Language;

use crate::everywhere::pictures;

fn compare(language: Language, size: (u16, u16)) {
    pictures(language, &[size], |house| {
        house.size = size;
        house.is_emulated = true;
    });
}

#[test]
fn small_terminals_hold_what_a_redraw_would_show_on_every_screen() {
    compare(Language::Korean, (60, 20));
}

#[test]
fn large_terminals_hold_what_a_redraw_would_show_on_every_screen() {
    compare(Language::English, (121, 31));
}
