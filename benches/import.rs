//! How fast notes become cards: the same small corpus once and fifty times over, which must take
//! fifty times as long. Run with `cargo bench --bench import`; with `HOTSEAT_NOTES=<folder>` the
//! notes in that folder are read too.

use divan::Bencher;
use divan::counter::BytesCount;
use hotseat::convert::markdown;

fn main() {
    divan::main();
}

/// About 100 KB of notes in the conventions that people use, with words made up here.
fn corpus() -> String {
    let korean =
        "보내는 쪽과 받는 쪽을 떼어 놓으면 한쪽이 느려져도 다른 쪽이 멈추지 않습니다. ".repeat(5);
    let english =
        "All reads reach the database at once, and it answers none of them in time. ".repeat(8);
    let mut note = String::from("---\ntitle: 면접 준비\ntags: [cs, work]\n---\n\n");
    for i in 0..60 {
        note.push_str(&format!(
            "## {i}번째 큐는 왜 쓰나요?\n\n{korean}**순서**는 `key-{i}` 로 지킵니다.\n\n\
             - 느린 쪽이 빠른 쪽을 막지 않는다\n- 다시 보낼 수 있다\n  - 같은 것이 두 번 올 수 있나요?\n    - 멱등하게 받는다\n\n\
             ```rust\nfn send(order: Order) -> Result<(), Full> {{\n    queue.push(order)\n}}\n```\n\n\
             > 주문을 나누어 받아 응답을 3초에서 200ms로 줄였습니다.\n\n%% 다음에는 짧게 %%\n\n"
        ));
        note.push_str(&format!(
            "<details><summary>What happens when cache {i} dies? ★★</summary>\n\n{english}\n\n\
             | before | after |\n| --- | --- |\n| 2 ms | 900 ms |\n\n#### Good to hear\n\n* request coalescing\n* circuit breaker\n\n</details>\n\n"
        ));
        note.push_str(&format!(
            "{i}. Which index helps here?\n- the one on `created_at`\n- a partial one, if most rows are old\n\n\
             > [!question]- Why not both?\n> Writes pay for each of them.\n> - and so does the disk\n\n"
        ));
        note.push_str(
            "#### 2차 면접 24/05/17\n자기소개를 해 주세요\n왜 옮기려고 하나요\n- 말이 빨랐다\n어떤 장애를 겪었나요\n\n",
        );
    }
    note
}

#[divan::bench(args = [1, 50])]
fn markdown_into_cards(bencher: Bencher, times: usize) {
    let note = corpus().repeat(times);
    bencher
        .counter(BytesCount::of_str(&note))
        .bench(|| markdown::read("note", divan::black_box(&note)));
}

/// The Markdown files of a folder of one's own, one after the other.
#[divan::bench(args = [1, 50])]
fn notes_of_a_folder(bencher: Bencher, times: usize) {
    let mut note = String::new();
    if let Some(folder) = std::env::var_os("HOTSEAT_NOTES") {
        collect(std::path::Path::new(&folder), &mut note);
    }
    let notes = vec![note; times];
    let size: usize = notes.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(size)).bench(|| {
        for note in &notes {
            divan::black_box(markdown::read("note", note));
        }
    });
}

fn collect(folder: &std::path::Path, notes: &mut String) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, notes);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            notes.push_str(&std::fs::read_to_string(&path).unwrap_or_default());
            notes.push_str("\n\n");
        }
    }
}
