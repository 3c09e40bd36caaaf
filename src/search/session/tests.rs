use super::*;
use crate::search::{Field, Mark, Vocabulary, parse};
use crate::text::hangul::syllable::{
    FINALS, INITIALS, MEDIALS, Syllable, join_compound, split_compound,
};
use proptest::prelude::*;
use std::cell::Cell;
use unicode_normalization::UnicodeNormalization;

fn index(questions: &[&str]) -> Arc<Index> {
    let mut index = Index::default();
    for question in questions {
        index.add_card([(Field::Question, *question)]);
    }
    Arc::new(index)
}

fn found(search: &mut Search, query: &str) -> Vec<usize> {
    let query = parse(query, &Vocabulary::default());
    let found = search
        .run(&query, &|_| true, usize::MAX, &|| false)
        .unwrap();
    assert_eq!(found.hits.len(), found.cards.len());
    found.hits.iter().map(|hit| hit.card).collect()
}

/// The questions found, best first.
fn search<'q>(questions: &[&'q str], query: &str) -> Vec<&'q str> {
    let cards = found(&mut Search::new(index(questions)), query);
    cards.into_iter().map(|card| questions[card]).collect()
}

/// The question with the letters marked that the query found.
fn marked(question: &str, query: &str) -> String {
    let query = parse(query, &Vocabulary::default());
    let marks = index(&[question]).marks(&query, 0);
    let positions = marks
        .first()
        .map(|mark| mark.positions.clone())
        .unwrap_or_default();
    let letters = question.nfc().enumerate().map(|(at, c)| {
        if positions.contains(&at) {
            format!("[{c}]")
        } else {
            c.to_string()
        }
    });
    letters.collect()
}

const KAFKA: &str = "카프카는 순서를 어떻게 보장하나요?";

#[test]
fn hangul_is_found_as_it_is_typed() {
    for query in [
        "ㅋ",
        "카",
        "캎",
        "카프",
        "카프ㅋ",
        "카픜",
        "카프카",
        "ㅋㅍㅋ",
        "ㅋ프카",
        "카ㅍㅋ",
        "순서 ㅋㅍㅋ",
        "카픜 순서",
        "'카픜",
        "^ㅋㅍ",
    ] {
        assert_eq!(search(&["TCP와 UDP는?", KAFKA], query), [KAFKA], "{query}");
    }
    assert_eq!(
        search(&["Kafka consumer", "카프카 consumer"], "ㅋ프카 consumer"),
        ["카프카 consumer"]
    );
}

#[test]
fn a_lone_initial_never_matches_a_final_consonant() {
    assert_eq!(search(&["북", "구"], "ㄱ"), ["구"]);
    assert_eq!(search(&["닭", "닥"], "ㄺ"), [""; 0]);
}

#[test]
fn what_was_typed_comes_before_what_it_may_become() {
    assert_eq!(search(&["칸막이", "카메라"], "카"), ["카메라", "칸막이"]);
    assert_eq!(search(&["과제", "고무", "각도"], "고"), ["고무", "과제"]);
    assert_eq!(
        search(&["앉다", "안다", "아니다", "알다"], "안"),
        ["안다", "앉다", "아니다"]
    );
    assert_eq!(search(&["발생", "밠", "밝다"], "밠"), ["밠", "발생"]);
}

#[test]
fn the_wrong_keyboard_is_understood_but_comes_last() {
    assert_eq!(
        search(&[KAFKA, "zkvmzk란?"], "zkvmzk"),
        ["zkvmzk란?", KAFKA]
    );
    assert_eq!(
        search(&["ㅠㅜㅗ", "bnh 은행", "Kubernetes"], "ㅠㅜㅗ"),
        ["ㅠㅜㅗ", "bnh 은행"]
    );
    assert_eq!(
        search(&["TCP와 UDP", "서버 체크"], "ㅅ체"),
        ["서버 체크", "TCP와 UDP"]
    );
    assert_eq!(search(&["해시란?", "Go란?"], "go"), ["Go란?"]);
}

#[test]
fn composition_width_and_case_are_folded() {
    let decomposed: String = KAFKA.nfd().collect();
    assert_eq!(search(&[&decomposed], "카프카"), [decomposed.as_str()]);
    let query: String = "카프카".nfd().collect();
    assert_eq!(search(&[KAFKA], &query), [KAFKA]);
    assert_eq!(
        marked(&decomposed, "카픜"),
        "[카][프][카]는 순서를 어떻게 보장하나요?"
    );
    assert_eq!(
        search(&["ＴＣＰ", "tcp", "TCP"], "tcp"),
        ["tcp", "ＴＣＰ", "TCP"]
    );
    assert_eq!(search(&["tcp", "TCP"], "ＴＣＰ"), ["TCP"]);
}

#[test]
fn signs_narrow_where_a_word_may_lie() {
    let questions = ["tcp handshake", "why tcp", "t c p"];
    assert_eq!(
        search(&questions, "tcp"),
        ["tcp handshake", "why tcp", "t c p"]
    );
    assert_eq!(search(&questions, "'tcp"), ["tcp handshake", "why tcp"]);
    assert_eq!(search(&questions, "^tcp"), ["tcp handshake"]);
    assert_eq!(search(&questions, "tcp$"), ["why tcp"]);
    assert_eq!(search(&questions, "^tcp$"), [""; 0]);
    assert_eq!(search(&questions, "tcp !why"), ["tcp handshake", "t c p"]);
    assert_eq!(search(&questions, "!why"), ["tcp handshake", "t c p"]);
    assert_eq!(search(&questions, "shake tcp"), ["tcp handshake"]);
    assert_eq!(search(&questions, "\"c p\""), ["t c p"]);
}

#[test]
fn marks_lie_on_the_characters_that_were_found() {
    assert_eq!(
        marked(KAFKA, "ㅋㅍㅋ 순서"),
        "[카][프][카]는 [순][서]를 어떻게 보장하나요?"
    );
    assert_eq!(marked("👩‍💻 은 카프카", "카프"), "👩‍💻 은 [카][프]카");
    assert_eq!(marked("load balancer", "loba"), "[l][o]ad [b][a]lancer");
    assert_eq!(marked("why tcp", "'tcp"), "why [t][c][p]");
    assert_eq!(marked("udp", "tcp"), "udp");
}

/// Cards that have the word in one text each.
fn in_each_field(word: &str) -> Arc<Index> {
    let mut index = Index::default();
    let scattered: String = word.chars().flat_map(|c| [c, '.', 'x']).collect();
    index.add_card([(Field::Question, "q"), (Field::Notes, word)]);
    index.add_card([(Field::Question, "q"), (Field::Answer, word)]);
    index.add_card([
        (Field::Question, "q"),
        (Field::Tag, "other"),
        (Field::Tag, word),
    ]);
    index.add_card([(Field::Question, "q"), (Field::AlsoAsked, word)]);
    index.add_card([(Field::Question, format!("x{scattered}").as_str())]);
    index.add_card([(Field::Question, format!("a{word}").as_str())]);
    index.add_card([(Field::Question, word)]);
    Arc::new(index)
}

#[test]
fn a_word_counts_more_than_letters_and_a_question_more_than_an_answer() {
    let mut search = Search::new(in_each_field("zebra"));
    assert_eq!(found(&mut search, "zebra"), [6, 3, 2, 1, 0, 5]);
    assert_eq!(
        found(&mut search, "zbra"),
        [6, 5, 3, 2],
        "letters of a misspelt word"
    );
    assert_eq!(found(&mut search, "얼룩"), [0; 0]);
    let query = parse("zebra", &Vocabulary::default());
    let mark = Mark {
        field: Field::Tag,
        item: 1,
        positions: vec![0, 1, 2, 3, 4],
    };
    assert_eq!(search.index().marks(&query, 2), [mark]);
}

#[test]
fn letters_scattered_over_an_answer_are_no_hit() {
    let mut index = Index::default();
    index.add_card([
        (Field::Question, "q"),
        (Field::Answer, "transport control, packets"),
    ]);
    let mut search = Search::new(Arc::new(index));
    assert_eq!(found(&mut search, "tcp"), [0; 0]);
    assert_eq!(found(&mut search, "control"), [0]);
}

#[test]
fn words_may_lie_in_different_texts_of_a_card() {
    let mut index = Index::default();
    index.add_card([(Field::Question, KAFKA), (Field::Tag, "messaging")]);
    index.add_card([(Field::Question, KAFKA)]);
    let mut search = Search::new(Arc::new(index));
    assert_eq!(found(&mut search, "mess ㅋㅍㅋ"), [0]);
    assert_eq!(found(&mut search, "ㅋㅍㅋ !mess"), [1]);
}

#[test]
fn equal_cards_stay_in_their_order_and_the_best_few_are_the_best() {
    let questions: Vec<String> = (0..300)
        .map(|n| ["tcp", "a tcp", "t c p", "txcxp", "udp"][n % 5].to_owned())
        .collect();
    let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
    let index = index(&questions);
    let query = parse("tcp", &Vocabulary::default());
    let run = |limit| Search::new(Arc::clone(&index)).run(&query, &|_| true, limit, &|| false);
    let every = run(usize::MAX).unwrap();
    assert_eq!(every.cards.len(), 180, "letters alone are left out");
    assert!(every.hits[..60].is_sorted_by_key(|hit| hit.card));
    for limit in [0, 1, 59, 60, 61, 130, 180, 1000] {
        let few = run(limit).unwrap();
        assert_eq!(few.hits, every.hits[..limit.min(180)]);
        assert_eq!(few.cards, every.cards);
    }
}

#[test]
fn filters_are_asked_of_what_matches() {
    let mut search = Search::new(index(&["tcp", "udp", "tcp ip"]));
    for (text, expected) in [("tcp", vec![2]), ("", vec![1, 2])] {
        let query = parse(text, &Vocabulary::default());
        let found = search.run(&query, &|card| card > 0, 10, &|| false).unwrap();
        assert_eq!(
            found.hits.iter().map(|hit| hit.card).collect::<Vec<_>>(),
            expected
        );
    }
}

#[test]
fn a_search_gives_way_when_it_is_told_to() {
    let lines = vec!["카프카는 순서를"; 20_000];
    let mut search = Search::new(index(&lines));
    let query = parse("ㅋㅍㅋ", &Vocabulary::default());
    let asked = Cell::new(0);
    let after_three = || {
        asked.set(asked.get() + 1);
        asked.get() == 3
    };
    assert_eq!(search.run(&query, &|_| true, 10, &after_three), None);
    assert_eq!(asked.get(), 3);
    assert_eq!(found(&mut search, "ㅋㅍㅋ").len(), 20_000);
}

#[test]
fn strange_texts_and_queries_are_survived() {
    let huge = "카프카 tcp aaa ".repeat(9_000);
    let strange = [
        "👩‍💻👨‍👩‍👧 e\u{301}",
        "\u{1b}[31mred\u{7}\u{202e}",
        "",
        "\u{0}\u{d7ff}\u{e000}",
        "ㅏㅏㅏ ㄳ",
        &huge,
    ];
    let mut search = Search::new(index(&strange));
    let long = "가".repeat(10_000);
    let words = "a ".repeat(5_000);
    let letters = "aaa ".repeat(30).replace(' ', "\\ ");
    for query in [
        "👩",
        "👨‍👩‍👧",
        "\u{1b}",
        "\u{1b}[31m",
        "\u{0}",
        "ㅏ",
        "ㄳ",
        "ㅋㅍㅋ",
        "é",
        "\u{202e}",
        "\u{d7ff}\u{301}",
        "🦀",
        &long,
        &words,
        &letters,
        "'aaa$",
        "^ㅋ",
        "!",
        "!!a",
        "^$",
        "\\",
        "\"",
    ] {
        let query = parse(query, &Vocabulary::default());
        let result = search.run(&query, &|_| true, 10, &|| false).unwrap();
        for (card, text) in strange.iter().enumerate() {
            for mark in search.index().marks(&query, card) {
                let length = text.nfc().count();
                assert!(mark.positions.iter().all(|&at| at < length));
                assert!(result.cards.contains(&card) || query.terms.len() > 1);
            }
        }
    }
    assert_eq!(found(&mut search, "👩‍💻"), [0]);
    assert_eq!(found(&mut Search::new(index(&[])), "a"), [0; 0]);
    assert_eq!(found(&mut Search::new(index(&[])), ""), [0; 0]);
    assert_eq!(
        search
            .index()
            .marks(&parse("a", &Vocabulary::default()), 99),
        []
    );
}

/// Every state of the text while a term is typed on the two-set keyboard: a second input method,
/// written apart from the library's.
fn typing_states(term: &str) -> Vec<String> {
    let mut states = Vec::new();
    let mut done = String::new();
    let letters: Vec<char> = term.chars().collect();
    for (at, &c) in letters.iter().enumerate() {
        let Some(syllable) = Syllable::of(c) else {
            done.push(c);
            states.push(done.clone());
            continue;
        };
        let initial = INITIALS[usize::from(syllable.initial)];
        // The consonant first hangs under the syllable before, if there is room.
        let below = done
            .chars()
            .last()
            .and_then(Syllable::of)
            .and_then(|before| {
                let last = match before.final_jamo() {
                    None => initial,
                    Some(last) => join_compound(last, initial)?,
                };
                let last = u16::try_from(FINALS.iter().position(|&own| own == last)? + 1).ok()?;
                Some(Syllable { last, ..before }.char())
            });
        let hanging = below.filter(|_| at > 0).map(|below| {
            let mut text = done.clone();
            text.pop();
            text.push(below);
            text
        });
        states.push(hanging.unwrap_or_else(|| format!("{done}{initial}")));
        let medial = MEDIALS[usize::from(syllable.medial)];
        let number = |jamo: char| MEDIALS.iter().position(|&own| own == jamo).unwrap();
        let mut with = |medial: char, last: usize| {
            let medial = u16::try_from(number(medial)).unwrap();
            let last = u16::try_from(last).unwrap();
            let block = Syllable {
                initial: syllable.initial,
                medial,
                last,
            };
            states.push(format!("{done}{}", block.char()));
        };
        if let Some((first, _)) = split_compound(medial) {
            with(first, 0);
        }
        with(medial, 0);
        if let Some(last) = syllable.final_jamo() {
            let number = |jamo: char| FINALS.iter().position(|&own| own == jamo).unwrap() + 1;
            if let Some((first, _)) = split_compound(last) {
                with(medial, number(first));
            }
            with(medial, number(last));
        }
        done.push(c);
    }
    states
}

const TERMS: &str = "카프카,컨슈머,프로듀서,파티션,리밸런싱,오프셋,브로커,쿠버네티스,컨테이너,오케스트레이션,도커,이미지,\
    네임스페이스,로드밸런서,게이트웨이,마이크로서비스,모놀리식,트랜잭션,격리 수준,교착 상태,낙관적 락,비관적 락,인덱스,\
    클러스터드 인덱스,실행 계획,정규화,반정규화,외래 키,복제,샤딩,파티셔닝,캐시,캐시 무효화,일관성,가용성,분할 내성,\
    최종 일관성,해시,해시 충돌,일관된 해싱,이진 탐색,퀵 정렬,병합 정렬,그래프,최단 경로,동적 계획법,재귀,스택,큐,우선순위 큐,\
    힙,트리,균형 트리,블룸 필터,프로세스,스레드,문맥 교환,스케줄링,가상 메모리,페이지 교체,세마포어,뮤텍스,기아 상태,\
    경쟁 조건,시스템 호출,인터럽트,파일 시스템,소켓,삼방향 핸드셰이크,흐름 제어,혼잡 제어,도메인,쿠키,세션,토큰,인증,인가,\
    암호화,대칭 키,공개 키,해시 함수,솔트,교차 출처,웹소켓,렌더링,가비지 컬렉션,클로저,프로미스,이벤트 루프,호이스팅,\
    의존성 주입,제어 역전,싱글턴,옵저버,전략 패턴,객체 지향,값 객체,엔티티,무중단 배포,롤백,앉은 자리,읽기 전용,없는 값";

#[test]
fn no_state_of_typing_a_korean_term_loses_its_line() {
    let terms: Vec<&str> = TERMS.split(',').map(str::trim).collect();
    assert!(terms.len() >= 100, "{}", terms.len());
    let mut states = 0;
    for term in &terms {
        let line = format!("실무에서 {term}에 대해 설명해 주세요");
        let index = index(&[line.as_str()]);
        let mut growing = Search::new(Arc::clone(&index));
        for state in typing_states(term) {
            states += 1;
            let fresh = found(&mut Search::new(Arc::clone(&index)), &state);
            assert_eq!(fresh, [0], "{state} for {term}");
            assert_eq!(
                found(&mut growing, &state),
                [0],
                "{state} for {term} while it grows"
            );
        }
    }
    assert!(states > 800, "{states}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Typing, deleting and pasting one query after the other finds what each finds alone.
    #[test]
    fn narrowing_never_changes_what_is_found(
        lines in proptest::collection::vec("[가-간나-낙카칸고과 a-cA]{0,8}", 1..40),
        queries in proptest::collection::vec("[!'^]?[가각간나고카ㄱㄴㅋabA ]{0,4}", 1..12),
    ) {
        let mut index = Index::default();
        for (n, line) in lines.iter().enumerate() {
            let half = line.len() / 2;
            let half = (0..=half).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
            match n % 3 {
                0 => index.add_card([(Field::Question, line.as_str())]),
                1 => index.add_card([(Field::Question, &line[..half]), (Field::Answer, &line[half..])]),
                _ => index.add_card([(Field::Tag, &line[..half]), (Field::Tag, &line[half..])]),
            }
        }
        let index = Arc::new(index);
        let mut grown = Search::new(Arc::clone(&index));
        for query in &queries {
            for end in query.char_indices().map(|(at, c)| at + c.len_utf8()) {
                let query = parse(&query[..end], &Vocabulary::default());
                let fresh = Search::new(Arc::clone(&index)).run(&query, &|_| true, 5, &|| false);
                let mut every = Search::new(Arc::clone(&index))
                    .run(&query, &|_| true, usize::MAX, &|| false)
                    .unwrap();
                every.hits.truncate(5);
                prop_assert_eq!(fresh.as_ref(), Some(&every));
                prop_assert_eq!(grown.run(&query, &|_| true, 5, &|| false), fresh);
            }
        }
    }

    #[test]
    fn any_text_and_query_are_survived(line in any::<String>(), query in any::<String>()) {
        let index = index(&[line.as_str()]);
        let query = parse(&query, &Vocabulary::default());
        let length = line.nfc().count();
        let found = Search::new(Arc::clone(&index)).run(&query, &|_| true, 5, &|| false).unwrap();
        for mark in index.marks(&query, 0) {
            prop_assert!(mark.positions.iter().all(|&at| at < length));
        }
        prop_assert!(found.hits.len() <= 1);
    }
}
