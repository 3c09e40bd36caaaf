//! themes.

use crate::place::{Place, assert_harmless, each, keys};

const BUILT_IN: [&str; 8] = [
    "dark",
    "light",
    "high-contrast",
    "solarized-dark",
    "solarized-light",
    "gruvbox",
    "nord",
    "terminal",
];

#[test]
fn themes_in_json_are_as_their_files_have_them() {
    let themes = Place::empty().run_now(&["themes", "--json"]).json();
    assert_eq!(each(&themes, "name"), BUILT_IN);
    let dark = &themes[0];
    assert_eq!(keys(dark), ["current", "name", "own", "roles", "title"]);
    assert_eq!(
        (&dark["current"], &dark["own"]),
        (&true.into(), &false.into())
    );
    assert_eq!(dark["title"]["ko"], "어둡게");
    let accent = &dark["roles"]["accent"];
    assert_eq!(
        (&accent["fg"], &accent["bold"]),
        (&"#7cb7ff".into(), &true.into())
    );
    assert_eq!(themes[7]["roles"]["text"]["fg"], "none");
    assert_eq!(themes[7]["roles"]["bad"]["fg"], "lightred");
}

#[test]
fn themes_in_a_pipe_are_plain_lines_with_a_mark_on_the_one_in_use() {
    let run = Place::empty().run_now(&["themes", "--theme", "nord"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_harmless(&run.out);
    assert_eq!(run.out.lines().count(), BUILT_IN.len());
    assert!(run.out.contains("\n* nord             Nord"), "{}", run.out);
}
