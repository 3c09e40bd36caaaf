//! The sentences of the screens. Each row is a function of [`Language`]; both wordings are
//! checked by the compiler. A number that counts something, written `cards: usize => "card"
//! "cards"`, stands in the English wording together with the word that fits it.

use super::{Language, counted};

macro_rules! messages {
    ($($name:ident(
        $($argument:ident: $type:ty $(=> $one:literal $several:literal)?),*
    ) $korean:literal $english:literal;)*) => {
        impl Language {
            $(
                #[doc = concat!("`", $english, "`")]
                pub fn $name(self, $($argument: $type),*) -> String {
                    match self {
                        Self::Korean => crate::korean!($korean),
                        Self::English => {
                            $($(let $argument = counted($argument, $one, $several);)?)*
                            format!($english)
                        }
                    }
                }
            )*
        }
    };
}

messages! {
    too_small(width: u16, height: u16)
        "창이 너무 작습니다 ({width}×{height}). 60×20 이상으로 넓혀 주세요."
        "This window is too small ({width}×{height}). It must be at least 60×20.";
    came_answers(answers: usize => "answer" "answers") "답변 {answers}개" "{answers}";
    came_records(records: usize => "record" "records") "기록 {records}개" "{records}";
    came_decks(decks: usize => "deck" "decks") "덱 {decks}개" "{decks}";
    came_interviews(interviews: usize => "interview" "interviews") "면접 일정 {interviews}개" "{interviews}";
    came_options() "설정" "options";
    came_from(what: &str, device: &str) "{device}에서 왔습니다: {what}" "{what} from {device}";
    came_from_outside(what: &str) "밖에서 바뀌었습니다: {what}" "changed outside: {what}";
    came_nothing() "파일에서 달라진 것이 없습니다" "nothing in the files has changed";
    reading_decks() "덱을 읽는 중…" "reading the decks…";
    slept(time: &str) "컴퓨터가 {time} 동안 잠들었습니다. 그 시간은 세지 않았습니다." "The machine slept for {time}; the clock did not count it.";
    saved() "저장했습니다" "saved";
    not_saved(why: &str) "저장하지 못했습니다: {why}" "Not saved: {why}";
    not_saved_yet(why: &str, key: &str) "저장하지 못했습니다: {why}. {key}{로} 다시 저장합니다." "Not saved: {why}. {key} tries again.";

    welcome() "면접 질문을 소리 내어 답해 보는 곳입니다. 답하고, 보고, 솔직하게 점수를 매기세요." "Answer interview questions aloud, look, and score yourself honestly.";
    welcome_own(folder: &str) "적어 둔 질문은 가져올 수 있습니다. 내 덱은 {folder}에 TOML 파일로 있습니다." "Questions you have written down can be imported. Your decks are TOML files in {folder}.";
    audience_title() "직무와 질문 언어" "Role and language of the questions";
    audience_count(cards: usize, all: usize => "card" "cards", words: &str) "카드 {all}장 중 {cards}장: {words}" "{cards} of {all}: {words}";
    audience_kept(words: &str) "이제 연습하는 질문: {words}" "You now practise: {words}";
    first_words() "소리 내어 답하고, 모범 답안과 비교해 점수를 매기는 면접 연습입니다." "Answer out loud, compare with the model answer, score yourself.";
    first_language() "질문 언어" "Questions in";
    first_role() "직무" "Role";
    first_both() "둘 다" "both";
    first_any() "전체" "Any";
    first_counts(technical: usize => "technical question" "technical questions", personal: usize, company: usize) "기술 질문 {technical}개 · 인성 {personal}개 · 회사 {company}개" "{technical} · {personal} personal · {company} about companies";
    first_few(role: &str, technical: usize => "technical question" "technical questions") "{role} 기술 질문 {technical}개: 노트를 가져오면 더 좋습니다" "{role} has {technical}: bring your notes too";
    home_start() "5분 모의 면접 시작" "Start a five-minute interview";
    forecast_range(range: &str, answers: usize => "answer" "answers") "그날 {range}, 답 {answers}개로 어림" "{range} on the day, from {answers}";
    forecast_as_so_far() "지금까지처럼 계속하면" "if you keep on as so far";
    home_warm_up() "5분 워밍업" "Five-minute warm-up";
    home_interview() "모의 면접" "Mock interview";
    home_resume(title: &str) "{title} 이어서 하기" "Resume {title}";
    home_problems() "파일의 문제" "Problems in files";
    home_keys() "키 보기" "Keys";
    home_cards(cards: usize => "card" "cards", decks: usize => "deck" "decks") "카드 {cards}장 · 덱 {decks}개" "{cards} in {decks}";
    home_answers(today: usize, all: usize) "답변: 오늘 {today}개, 모두 {all}개" "answers: {today} today, {all} in all";
    home_streak(days: usize => "day" "days") "{days}일 연속" "streak {days}";
    home_last(preset: &str, when: &str, score: &str) "지난 모의 면접: {preset} · {when} · 평균 {score}" "last mock interview: {preset} · {when} · mean {score}";
    home_problem_count(errors: usize => "error" "errors", warnings: usize => "warning" "warnings") "오류 {errors} · 경고 {warnings}" "{errors} · {warnings}";
    minutes(minutes: u64) "약 {minutes}분" "about {minutes} min";
    today() "오늘" "today";
    yesterday() "어제" "yesterday";
    days_ago(days: i64 => "day" "days") "{days}일 전" "{days} ago";

    choose_title() "모의 면접 고르기" "Choose an interview";
    choose_practice() "연습: 질문마다 채점하고, 멈출 수 있습니다" "practice: scored after each question, pausing allowed";
    choose_live() "실전: 멈출 수 없고, 라운드 끝에 채점합니다" "live: no pause, scored at the end of the round";
    choose_in_all(questions: usize => "question" "questions", minutes: u64) "질문 {questions}개 · 약 {minutes}분" "{questions} · about {minutes} min";
    choose_round(count: usize, think: &str, answer: &str) "{count}문항 · 생각 {think} · 답변 {answer}" "{count} · think {think} · answer {answer}";
    choose_round_no_think(count: usize, answer: &str) "{count}문항 · 답변 {answer}" "{count} · answer {answer}";
    choose_follow_ups(most: usize => "follow-up" "follow-ups", percent: u64, answer: &str) "꼬리질문 최대 {most}개 ({percent}%) · {answer}" "up to {most} ({percent}%) · {answer}";
    choose_card_time() "카드의 시간" "the card's time";
    choose_as_is() "그대로" "as it is";
    choose_count() "문항 수" "Questions";
    choose_think() "생각 시간" "Thinking";
    choose_answer() "답변 시간" "Answering";
    choose_decks() "덱" "Decks";
    choose_language() "질문 언어" "Language";
    choose_mode() "방식" "Mode";
    choose_pressure() "압박" "Pressure";
    choose_seed() "시드" "Seed";
    choose_all() "전부" "all";
    choose_nothing() "이 조건에 맞는 카드가 없습니다. 덱이나 언어를 바꿔 보세요." "No card fits. Choose other decks or another language.";
    practice() "연습" "practice";
    live() "실전" "live";

    home_bank() "질문 은행" "Question bank";
    home_bank_detail(cards: usize, unwritten: usize) "{cards}장 · 안 쓴 답 {unwritten}" "{cards} · {unwritten} unwritten";
    browse_count(found: usize, all: usize) "{all}장 중 {found}" "{found} of {all}";
    browse_selected(selected: usize) "고름 {selected}" "{selected} selected";
    browse_nothing() "맞는 카드가 없습니다. 글자를 줄이거나 필터를 빼 보세요." "Nothing matches. Try fewer letters, or drop a filter.";
    browse_empty_bank() "카드가 없습니다. 덱 폴더에 TOML 파일을 두세요." "There are no cards. Put a TOML file into the decks folder.";
    browse_unwritten() "내 답 없음" "unwritten";
    browse_asked(times: usize) "실제로 {times}번 나옴" "really asked {times}×";

    home_practise() "오늘의 카드 연습" "Practise today's cards";
    home_weak() "약한 카드" "Weak cards";
    home_today(cards: usize => "card" "cards", minutes: u64) "오늘  카드 {cards}장 · 약 {minutes}분" "Today  {cards} · about {minutes} min";
    home_spent(done: u64, of: u32) "{of}분 중 {done}분" "{done} of {of} min";
    home_readiness() "준비된 정도" "Readiness";
    home_readiness_row(today: u64, then: &str) "오늘 {today} %  →  그날 {then}" "today {today} %  →  on the day {then}";
    home_not_reached(cards: usize => "card" "cards") "계획이 닿지 못하는 카드 {cards}장" "{cards} that the plan does not reach";
    home_more_minutes(percent: &str) "하루 10분 더 하면 +{percent}점" "ten minutes more a day: +{percent} points";
    weak_count(cards: usize => "card" "cards") "{cards}장" "{cards}";
    weak_what() "약한 카드란: 막힌 카드(최근 4번 중 3번 실패, 예상보다 자주 잊음, 통과해도 질이 50 % 아래), 또는 면접 날(면접이 없으면 7일 뒤) 점수의 40 % 이상을 잃을 카드 가운데 다음 하나에 드는 것입니다. 마지막 두 답 가운데 하나를 잊음 · 그날 기억할 가능성 50 % 아래 · 자신 있게 틀림 · 핵심 80 % 아래(얇음) · 답의 질 65 % 아래 · 제한 시간의 1.25배 넘음(느림) · 꼬리질문의 질 50 % 아래. 막힌 것이 먼저, 그다음 잃을 점수가 큰 순서입니다." "What is weak: a card that is stuck (3 of the last 4 failed, forgotten against the odds, or passed with a quality below 50 %), or one that would lose 40 % of its points on the day of the interview (without one in 7 days) and for which one of these holds: one of the last two answers was forgotten · less than 50 % recall on the day · sure but wrong · below 80 % of the key points (thin) · quality below 65 % · over 1.25 × its time (slow) · follow-ups below 50 %. Stuck ones first, then by the points that they will lose.";
    weak_none() "약한 카드가 없습니다. 답을 채점하고 나면 잊은 것, 얇은 것, 느린 것이 이유와 함께 여기 모입니다." "No weak cards. Once answers are scored, what is forgotten, thin or slow gathers here with its reason.";
    review_place(at: usize, of: usize) "{of}장 중 {at}" "{at} of {of}";
    review_aloud(key: &str) "소리 내어 답해 보세요. {key}{로} 답을 봅니다." "Answer aloud. {key} shows the answer.";
    review_practice() "연습 (복습 날짜를 미루지 않음)" "practice (pushes no date back)";
    review_time(gone: &str, limit: &str) "{gone} / {limit}" "{gone} of {limit}";
    review_in_days(days: i64) "{days}일 뒤" "{days}d";
    review_done(cards: usize => "card" "cards") "카드 {cards}장을 마쳤습니다." "{cards} done.";
    review_nothing_due() "지금 볼 차례인 카드가 없습니다." "No card is due now.";
    review_missed(cards: usize, key: &str) "{key}{을} 누르면 기억하지 못한 카드 {cards}장을 다시 봅니다." "Press {key} to go once more through the {cards} that you missed.";
    review_more(key: &str) "{key}{을} 누르면 가장 흐려진 카드부터 더 연습합니다. 복습 날짜는 미뤄지지 않습니다." "Press {key} to practise the most faded cards anyway; it pushes no date back.";
    review_set_aside(question: &str, key: &str) "빼 두었습니다. {key}{로} 되돌립니다 · is:aside로 찾습니다: {question}" "Set aside, asked no more; {key} takes it back, is:aside finds it: {question}";
    review_rests(question: &str, key: &str) "내일까지 쉽니다. {key}{로} 되돌립니다: {question}" "Rests until tomorrow; {key} takes it back: {question}";
    review_nothing_to_undo() "되돌릴 것이 없습니다" "nothing to take back";

    kind_personal() "인성" "personal";
    kind_technical() "기술" "technical";
    kind_company() "회사" "company";
    room_place(round: &str, number: usize, of: usize) "{round} · {of}개 중 {number}번째" "{round} · {number} of {of}";
    room_think() "생각" "think";
    room_answer(limit: &str) "답변 {limit}" "answer {limit}";
    room_think_end(key: &str) "곧 답변이 시작됩니다 · {key}{로} 바로 시작" "answering starts by itself · {key} starts now";
    room_follow_up() "꼬리질문" "follow-up";
    room_silence() "면접관이 아무 말 없이 듣고 있습니다." "The interviewer says nothing.";
    room_stopped() "잠깐만요." "Let me stop you there.";
    room_stopped_at(said: &str) "잠깐만요. 방금 “{said}” 하고 말씀하셨는데요." "Let me stop you there. You just said “{said}”.";
    room_surprise() "뜻밖의 질문" "out of the blue";
    room_sealed() "실전에서는 끝낸 답을 고칠 수 없습니다" "in a live interview an answer is sealed once it is over";
    room_no_part_before() "돌아갈 앞 단계가 없습니다" "there is no earlier part to go back to";
    room_paused(key: &str) "멈춤 · 계속하려면 {key}" "paused · {key} goes on";
    room_resumed(key: &str) "끊겼던 면접입니다. 준비되면 {key}" "This interview broke off here. {key} goes on when you are ready.";
    room_typed() "입력한 답" "typed";
    room_hint(number: u32) "힌트 {number}" "hint {number}";
    room_no_hint() "이 질문에는 힌트가 더 없습니다" "there is no further hint";
    plain_minutes(minutes: u64 => "minute" "minutes") "{minutes}분" "{minutes}";
    plain_seconds(seconds: u64 => "second" "seconds") "{seconds}초" "{seconds}";
    plain_question(number: usize, of: usize) "질문 {number}/{of}." "Question {number} of {of}.";
    plain_think(time: &str) "생각 {time}." "{time} to think.";
    plain_limit(time: &str) "제한 {time}." "Limit {time}.";
    plain_written() "지금까지 쓴 답:" "Written so far:";
    plain_think_prompt() "[Enter] 답 시작 · s 건너뛰기 · x 모르겠음 · ? 다시 듣기 · q 끝내기" "[Enter] begin to answer · s skip · x don't know · ? repeat · q end";
    plain_take_back() "u 앞 질문으로" "u back to the last question";
    plain_answer_begins() "답변 시작. 끝나면 Enter, 타자로 답하려면 쓰고 빈 줄. 쓰기 전에는 c 시간, h 힌트, s 건너뛰기, x 모르겠음, ? 다시 듣기." "The answer begins. Enter when done; to type, write and end with an empty line. Before that: c time, h hint, s skip, x don't know, ? repeat.";
    plain_added() "늦게 온 글을 답에 붙였습니다." "Your late line was added to the answer.";
    plain_twice(key: &str) "{key} 한 번 더 (녹음은 결과에 남습니다)" "{key} again; the recording stays in the debrief";
    plain_no_clock() "시간을 재지 않습니다." "No clock is running.";
    plain_gone(gone: &str) "{gone} 지났습니다." "{gone} gone.";
    plain_left(gone: &str, left: &str) "{gone} 지났습니다. {left} 남았습니다." "{gone} gone, {left} left.";
    plain_time_is_up() "제한 시간이 되었습니다." "Time is up.";
    plain_over(over: &str) "제한 시간을 {over} 넘겼습니다." "{over} over the limit.";
    plain_took(time: &str) "{time} 걸렸습니다." "It took {time}.";
    plain_how_sure(one: &str, two: &str, three: &str) "얼마나 자신 있나요? 1 {one} 2 {two} 3 {three}" "How sure were you? 1 {one}, 2 {two}, 3 {three}";
    plain_sure_again() "1, 2, 3 가운데 하나를 쓰세요." "Write 1, 2 or 3.";
    plain_points(points: usize => "key point" "key points") "핵심 {points}개. 말한 것의 번호 (1 3, 없으면 0, 그냥 Enter는 표시 안 함)" "{points}. Numbers of those you said (1 3; 0 for none; Enter leaves them unticked)";
    plain_points_again(most: usize) "1부터 {most}까지의 번호를 띄어 쓰세요." "Write numbers from 1 to {most} with spaces between them.";
    plain_star(names: &str) "말한 것의 번호 {names} (없으면 0)" "Numbers of what you told: {names} (0 for none)";
    plain_score(words: &str) "점수: {words}" "Score: {words}";
    plain_score_again() "점수를 1부터 5까지 쓰세요." "Write a score from 1 to 5.";
    plain_next_time() "다음에는 (없으면 Enter)" "Next time (Enter for nothing)";
    plain_save(score: u8) "{score}점. [Enter] 저장하고 다음 · u 고치기 · q 저장하고 끝내기" "Score {score}. [Enter] save and go on · u change it · q save and end";
    plain_save_again() "Enter, u, q 가운데 하나를 쓰세요." "Press Enter, or write u or q.";
    plain_go_on() "[Enter] 다음 · q 끝내기" "[Enter] next · q end";
    plain_retry() "[Enter] 다시 저장" "[Enter] save again";
    plain_kept(answers: usize => "answer is" "answers are", open: usize) "면접이 끝났습니다. 답 {answers}개가 저장됐습니다. 채점하지 않은 답 {open}개. hotseat debrief로 결과를 봅니다." "The interview is over. {answers} kept, {open} without a score. hotseat debrief shows them.";
    plain_resume(place: &str) "하던 면접이 있습니다: {place}. r 이어서 하기 · [Enter] 새로 시작" "An interview broke off: {place}. r resume it · [Enter] begin a new one";
    plain_resume_again() "r 또는 Enter만 됩니다." "Write r, or press Enter.";
    plain_card(at: usize, of: usize) "카드 {at}/{of}." "Card {at} of {of}.";
    plain_front() "[Enter] 답 보기 · 쓰면 답으로 남음 · b 내일 · S 보류 · u 되돌리기 · ? 다시 듣기 · q 끝내기" "[Enter] show the answer · what you write is your answer · b tomorrow · S set aside · u undo · ? repeat · q end";
    plain_days(days: i64 => "day" "days") "{days}일" "{days}";
    plain_grades(grades: &str) "{grades} · u 되돌리기 · q 끝내기" "{grades} · u undo · q end";
    plain_grades_again() "1부터 4까지의 번호를 쓰세요." "Write a number from 1 to 4.";
    plain_graded(days: &str) "저장했습니다. 다음 복습 {days} 뒤." "Saved. Next review in {days}.";
    plain_missed(cards: usize => "card" "cards") "기억하지 못한 카드 {cards}장. r 다시 보기 · [Enter] 끝내기" "{cards} missed. r once more · [Enter] end";
    plain_missed_again() "r 또는 Enter만 됩니다." "Write r, or press Enter.";
    plain_review_kept(cards: usize => "card" "cards") "카드 {cards}장을 복습했습니다. 모두 저장됐습니다." "{cards} reviewed. All of it is kept.";
    copied_question(characters: usize => "character" "characters") "질문을 복사했습니다 ({characters}자)" "question copied ({characters})";
    copied_answer(characters: usize => "character" "characters") "답을 복사했습니다 ({characters}자)" "answer copied ({characters})";
    copied_code(characters: usize => "character" "characters") "코드를 복사했습니다 ({characters}자)" "code copied ({characters})";
    copied_nothing() "여기에는 복사할 글이 없습니다" "there is nothing to copy here";
    copied_too_long() "너무 길어서 복사하지 못했습니다" "too long to be copied";
    room_skip_twice() "한 번 더: 건너뜁니다 (쓴 글은 결과에 남습니다)" "again to skip; your text stays in the debrief";
    room_give_up_twice() "한 번 더: 모르겠음으로 넘어갑니다 (쓴 글은 결과에 남습니다)" "again to give up; your text stays in the debrief";
    room_done_twice() "한 번 더: 답을 끝냅니다 (방금 시작했습니다)" "again to finish; the answer has just begun";
    room_passed(key: &str) "넘어갔습니다 · {key} 되돌리기" "passed over · {key} takes it back";
    room_paste_offer(key: &str) "{key}: 답에 붙여 넣기" "{key}: paste into the answer";
    paste_not_taken() "여기에는 붙여 넣을 글자리가 없습니다" "nothing here takes text";
    browse_gone() "보고 있던 카드가 덱에서 사라졌습니다" "the card that you looked at is gone from its deck";
    room_gone() "이 카드는 덱에서 사라졌습니다. 건너뛰어 주세요." "This card is no longer in its deck. Skip it.";
    leave_title() "면접 그만두기" "Leave the interview";
    leave_words() "여기서 그만둘까요? 지금까지의 답은 모두 남고, 되돌아보기를 보여 드립니다." "Stop here? Every answer so far is kept, and the debrief follows.";
    leave_no() "계속하기" "keep going";
    leave_yes() "끝내고 결과 보기" "end it and see the debrief";
    leave_quit_yes() "면접과 프로그램 끝내기" "end it and quit";
    leave_and_quit() "면접을 그만두고 프로그램을 끝낼까요? 지금까지의 답은 모두 남습니다." "Leave the interview and the program? Every answer so far is kept.";

    sure_question() "답을 보기 전에: 얼마나 확신하나요?" "Before you look: how sure were you?";
    sure_1() "찍음" "guessing";
    sure_2() "꽤" "fairly";
    sure_3() "확실" "certain";

    score_model() "모범 답안" "model answer";
    score_outline() "답의 뼈대 (아직 내 답이 없는 카드)" "outline (you have not written this answer yet)";
    score_story() "내 경험" "my story";
    score_no_answer() "이 질문에는 적어 둔 답이 없습니다." "No answer is written for this one.";
    score_yours() "이번 답" "your answer";
    score_times(think: &str, answer: &str, limit: &str) "생각 {think} · 답변 {answer} / {limit}" "thought {think} · answered {answer} of {limit}";
    score_over(over: &str) "{over} 넘김" "{over} over";
    score_in_time() "시간 안" "in time";
    score_spoken() "(소리 내어 답함)" "(spoken)";
    score_gave_up() "모르겠음" "I don't know";
    score_points() "짚은 것" "key points";
    score_points_untouched(points: usize => "key point" "key points") "핵심 {points}개 · 아직 표시하지 않음, 점수만 셉니다" "{points} · not ticked, only the score counts";
    score_points_said(said: usize, points: usize => "key point" "key points") "핵심 {points}개 중 {said}개 말함" "{said} of {points} said";
    score_pick() "점수를 먼저 고르세요: 1–5" "Pick a score first: 1–5";
    score_rest() "항목을 모두 매기거나 점수를 고르세요: 1–5" "Score every criterion or pick a score: 1–5";
    score_odd(key: &str) "5점인데 말한 핵심이 0개입니다. {key} 그대로 저장" "A 5 with no key point said. {key} saves it all the same";
    score_proposed(mean: &str, score: u8) "평균 {mean} → {score}점 · Enter로 저장" "average {mean} → {score} · Enter saves";
    score_remembered(grade: &str, days: &str) "기억: {grade} · {days} 다시" "remembered as: {grade} · again {days}";
    score_no_memory() "이 답은 점수만 남고 복습 날짜는 그대로입니다" "only the score is kept; the review date stays";
    score_given_up(time: &str) "모르겠음 · {time}" "don't know · {time}";
    score_other_yours(key: &str) "모범 답변 · {key}: 내 답" "the model answer · {key}: yours";
    score_other_model(key: &str) "내 답 · {key}: 모범 답변" "yours · {key}: the model answer";
    score_notes(words: &str) "메모: {words}" "Notes: {words}";
    in_days(days: i64 => "day" "days") "{days}일 뒤" "in {days}";
    tomorrow() "내일" "tomorrow";
    debrief_scored(score: u8) "점수를 {score}점으로 바꿨습니다" "scored {score}";
    debrief_nothing_to_score() "채점하지 않는 질문입니다" "This one is not scored";
    unscored_count(answers: usize => "answer" "answers") "채점하지 않은 답 {answers}개" "{answers} to score";
    sessions_all_scored() "채점하지 않은 답이 없습니다." "Every answer is scored.";
    score_next_time() "다음에는" "Next time";
    score_saving() "저장하는 중…" "saving…";

    unwritten_count(cards: usize => "card" "cards", whose: &str) "내 답이 없는 카드 {cards}장 ({whose})" "{cards} without your answer ({whose})";
    unwritten_answered(times: usize => "time" "times") "답한 적 {times}번" "answered {times}";
    unwritten_typed() "입력한 답이 있음" "typed once";
    editor_said() "말한 것" "said   ";
    editor_written() "쓴 것  " "written";
    editor_taken(key: &str) "이번 답을 가져왔습니다 · {key} 저장" "What you said is the answer now · {key} saves";
    said_to_a_follow_up() "꼬리질문에 한 답은 카드의 답이 되지 않습니다" "An answer to a follow-up is not the card's answer";
    nothing_said() "이번에 입력한 답이 없습니다" "Nothing was typed this time";
    speech_first_word(seconds: &str) "첫마디까지 {seconds}초" "first word after {seconds} s";
    speech_times(talk: &str, share: &str) "첫마디부터 끝까지 {talk}초, 그중 말한 시간 {share}%" "{talk} s from the first word to the last, {share}% of it speech";
    speech_pauses(pauses: usize => "pause" "pauses", longest: &str) "1초 넘는 멈춤 {pauses}번, 가장 긴 것 {longest}초" "{pauses} over 1 s, the longest {longest} s";
    speech_no_pause() "1초 넘는 멈춤 없음" "no pause over 1 s";
    speech_level(db: &str) "소리 크기 {db} dB" "level {db} dB";
    speech_clipped() "소리가 너무 커서 잘렸습니다. 마이크 입력을 낮추세요" "too loud and cut off: turn the microphone down";
    speech_syllables(pace: &str) "1분에 {pace}음절" "{pace} syllables a minute";
    speech_words(pace: &str) "1분에 {pace}단어" "{pace} words a minute";
    speech_fillers(fillers: usize => "filler" "fillers") "군말 최소 {fillers}번 (받아쓰기가 빠뜨리기도 합니다)" "at least {fillers} (transcripts leave some out)";

    debrief_title() "되돌아보기" "Debrief";
    debrief_pressed(pressure: u8) "압박 {pressure}단계" "pressure {pressure}";
    debrief_cut(answers: usize => "answer" "answers") "끊긴 답 {answers}개" "{answers} broken off";
    debrief_silences(silences: usize => "silence" "silences") "침묵 {silences}번" "{silences} borne";
    debrief_surprise(score: &str) "뜻밖의 질문 {score}" "out of the blue: {score}";
    debrief_headline(asked: usize, planned: usize) "{planned}개 중 {asked}개 물음" "{asked} of {planned} asked";
    debrief_answered(answered: usize, given_up: usize, skipped: usize) "답함 {answered} · 모름 {given_up} · 건너뜀 {skipped}" "answered {answered} · gave up {given_up} · passed over {skipped}";
    debrief_mean(mean: &str) "평균 {mean}" "mean {mean}";
    debrief_time(used: &str, given: &str) "시간 {used} / {given}" "time {used} of {given}";
    debrief_weakest(tag: &str, mean: &str) "가장 약한 곳: {tag} (평균 {mean})" "weakest: {tag} (mean {mean})";
    debrief_wrong_but_sure(question: &str) "확신했지만 틀림: {question}" "sure but wrong: {question}";
    debrief_unwritten(count: usize => "card" "cards") "내 답이 없는 카드 {count}장" "{count} without your answer";
    debrief_empty() "아직 채점한 답이 없습니다." "Nothing was scored yet.";
    debrief_skipped() "건너뜀" "skipped";
    debrief_unscored() "채점 전" "not scored";
    debrief_no_change() "처음" "new";

    help_title() "키" "Keys";
    adopt_title() "카드를 잃은 답" "Answers without a card";
    adopt_count(answers: usize => "answer" "answers") "답변 {answers}개" "{answers}";
    adopt_none() "모든 답에 카드가 있습니다." "Every answer has its card.";
    adopt_row(card: &str, answers: usize => "answer" "answers", last: &str) "{card} · 답변 {answers}개 · 마지막 {last}" "{card} · {answers} · last on {last}";
    adopt_suggested(card: &str, why: &str) "→ {card} ({why})" "→ {card} ({why})";
    adopt_unknown() "→ 어느 카드인지 알 수 없습니다. 직접 고르세요" "→ nothing tells which card it is now; choose it yourself";
    adopt_how() "hotseat adopt --all은 짐작한 카드에 모두 잇고, hotseat adopt 없어진카드 --to 카드는 하나를 잇습니다. --undo로 되돌립니다." "`hotseat adopt --all` takes every suggestion, `hotseat adopt GONE --to CARD` a card of yours; `--undo` takes it back.";
    adopt_done(from: &str, to: &str) "{from}의 답을 {to}에 이었습니다" "{from} is now {to}";
    adopt_would(from: &str, to: &str) "{from}의 답을 {to}에 이을 것입니다" "{from} would become {to}";
    adopt_taken_back(from: &str, to: &str) "되돌렸습니다: {from} → {to}" "taken back: {from} → {to}";
    adopt_nothing_back() "되돌릴 것이 없습니다." "nothing was adopted that could be taken back";
    adopt_never(card: &str) "{card}의 답은 이은 적이 없습니다" "the answers of {card} were never adopted";
    adopt_no_such(card: &str, near: &str) "답이 있는데 없어진 카드 가운데 \"{card}\"는 없습니다. 가까운 것: {near}" "no card \"{card}\" is gone and has answers; nearest: {near}";
    adopt_no_card(card: &str, near: &str) "카드 \"{card}\"는 없거나 하나로 정해지지 않습니다. 가까운 것: {near}" "there is no one card \"{card}\"; nearest: {near}";
    adopt_no_suggestion(card: &str) "{card}: 짐작할 수 없습니다. --to로 카드를 적으세요" "{card}: nothing tells which card it is now; name one with --to";
    adopt_which(card: &str) "{card}의 답을 받을 카드" "The card that {card} is now";
    adopt_moved(cards: usize => "card" "cards") "카드 {cards}장의 답을 이었습니다. u로 되돌립니다" "the answers of {cards} are back; u undoes it";
    adopt_undone(cards: usize => "card" "cards") "카드 {cards}장의 답을 되돌렸습니다" "taken back for {cards}";
    problems_title() "파일의 문제" "Problems in files";
    problems_none() "문제가 없습니다." "No problems.";
    draft_failed(why: &str) "{why}" "{why}";

    // The printing commands: search, card, weak, plan, interviews.
    did_you_mean(meant: &str) "`{meant}` 인가요?" "Did you mean `{meant}`?";
    more_with_limit(shown: usize, all: usize) "{all}장 중 {shown}장을 보였습니다. --limit으로 더 볼 수 있습니다" "{shown} of {all} are shown; --limit shows more";
    search_nothing(cards: usize => "card" "cards") "카드 {cards}장 가운데 맞는 것이 없습니다. 낱말을 줄이거나 조건을 빼 보세요" "none of {cards} matches; try fewer words or filters";
    coverage_counts(questions: usize => "question" "questions", has: usize, near: usize, missing: usize)
        "질문 {questions}개 가운데 카드가 있는 것 {has}개, 비슷한 카드만 있는 것 {near}개, 없는 것 {missing}개"
        "{questions}: {has} with a card, {near} with a near one, {missing} with none";
    coverage_would_take(cards: usize => "question" "questions", deck: &str)
        "질문 {cards}개를 \"{deck}\" 덱에 넣으려면 --yes를 붙이세요. 아무것도 쓰지 않았습니다"
        "nothing was written; --yes adds {cards} to the deck \"{deck}\"";
    coverage_ask(cards: usize => "question" "questions", deck: &str)
        "질문 {cards}개를 답 없는 카드로 \"{deck}\" 덱에 넣을까요? [y/N]"
        "Add {cards} to the deck \"{deck}\" as cards without an answer? [y/N]";
    coverage_taken(cards: usize => "card" "cards", deck: &str)
        "답 없는 카드 {cards}장을 \"{deck}\" 덱에 넣었습니다"
        "{cards} without an answer added to the deck \"{deck}\"";
    weak_nothing() "약한 카드가 없습니다. hotseat interview나 hotseat review로 답을 쌓아 보세요" "no card is weak; hotseat interview and hotseat review bring answers to judge by";
    weak_on(cards: usize => "weak card" "weak cards", day: &str) "약한 카드 {cards}장 · {day}에 잃을 점수가 큰 순서" "{cards}, by the points they will lose on {day}";
    weak_untried(cards: usize => "card" "cards") "한 번도 답하지 않은 카드 {cards}장은 뺐습니다. --untried로 함께 볼 수 있습니다" "left out: {cards} never tried; --untried shows them too";
    weak_for(cards: usize => "weak card" "weak cards", interview: &str, day: &str) "약한 카드 {cards}장 · {interview}({day})에 잃을 점수가 큰 순서" "{cards}, by the points they will lose at {interview} on {day}";
    card_importance(importance: u8) "중요도 {importance}" "importance {importance}";
    card_never_answered() "아직 답한 적이 없습니다" "never answered";
    card_interview_notes(day: &str) "{day} 면접의 메모" "Notes of the interview of {day}";
    card_memory(recall: &str, stability: &str, difficulty: &str, due: &str) "기억할 가능성 {recall} % · 안정도 {stability}일 · 난이도 {difficulty} · 복습 {due}" "{recall} % recall · stability {stability} days · difficulty {difficulty} · due {due}";
    card_answers(answers: usize => "answer" "answers", lapses: usize => "lapse" "lapses") "답변 {answers}번 · 잊음 {lapses}번" "{answers} · {lapses}";
    plan_of_day(day: &str, minutes: u32, cards: usize => "card" "cards") "{day} · {minutes}분 · 카드 {cards}장" "{day} · {minutes} min · {cards}";
    plan_all() "전체" "all";
    plan_readiness(today: &str, on_the_day: &str, cards: usize => "card" "cards") "오늘 {today} → 그날 {on_the_day} · 카드 {cards}장" "{today} today → {on_the_day} on the day · {cards}";
    plan_not_reached(cards: usize => "card" "cards") "그날까지 한 번도 못 볼 카드 {cards}장" "{cards} will not be reached";
    plan_ten_minutes_more(points: &str) "하루 10분 더 하면 {points} 점" "ten minutes more a day: {points} points";
    today_cards(cards: usize => "card" "cards") "카드 {cards}장" "{cards}";
    today_minutes(minutes: u64) "{minutes}분" "{minutes} min";
    today_is_the_day() "D-day" "D-day";
    export_nothing() "내보낼 카드가 없습니다" "there is no card to export";
    interviews_none() "잡힌 면접이 없습니다. `hotseat interviews add --company 회사 --date 2026-12-03T14:00 --minutes 20`" "no interviews yet: `hotseat interviews add --company NAME --date 2026-12-03T14:00 --minutes 20`";
    interviews_added(id: &str) "더했습니다: {id}" "added {id}";
    interviews_changed(id: &str) "고쳤습니다: {id}" "changed {id}";
    interviews_removed(title: &str) "지웠습니다: {title}" "removed {title}";
    interviews_is_past() "이미 지난 때입니다" "that is in the past";
    interviews_no_deck(deck: &str) "`{deck}` 덱이 없습니다" "there is no deck `{deck}`";
    interviews_no_role(role: &str) "\"{role}\"{이}라는 직무가 없습니다" "there is no role \"{role}\"";
    interviews_no_tag(tag: &str) "`{tag}` 태그가 있는 카드가 없습니다" "no card has the tag `{tag}`";
    interviews_past() "지남" "past";
    interviews_days_left(days: i64 => "day" "days") "{days}일 남음" "in {days}";
    interviews_minutes(minutes: u32) "하루 {minutes}분" "{minutes} min a day";
    interviews_off(days: &str) "쉬는 날 {days}" "off: {days}";
    // End of the printing commands.

    // The editor.
    editor_title() "카드 고치기" "Editing";
    editor_new_title() "새 카드" "New card";
    editor_opening() "여는 중…" "opening…";
    editor_unsaved_mark() "저장 안 됨" "not saved yet";
    editor_preview() "미리보기" "preview";
    editor_copied(path: &str) "저장했습니다. 기본 덱을 내 폴더로 복사해 이제 그 파일을 씁니다: {path}" "saved; the built-in deck was copied and is used from now on: {path}";
    editor_added(deck: &str) "{deck}에 카드를 더했습니다" "added to {deck}";
    editor_deleted(key: &str) "카드를 지웠습니다. {key}{로} 되돌립니다" "card deleted; {key} puts it back";
    editor_came_back() "지운 카드를 되돌렸습니다" "the card is back";
    editor_moved(deck: &str) "{deck} 덱으로 옮겼습니다" "moved to {deck}";
    editor_changed_meanwhile() "그 사이 파일의 카드가 바뀌어 아무것도 하지 않았습니다. 다시 보고 하세요" "the card was changed in its file meanwhile; nothing was done, look again";
    editor_not_done(why: &str) "하지 못했습니다: {why}" "not done: {why}";
    editor_trouble(why: &str) "저장하지 못했습니다: {why}. 글은 여기와 초안에 그대로 있습니다." "Not saved: {why}. The text is still here, and in a draft.";
    editor_draft() "저장하지 않은 글을 이어서 씁니다" "going on with text that was never saved";
    editor_theirs_stays() "파일의 글을 그대로 두었습니다" "the file's text stays";
    editor_unsaved_title() "저장하지 않았습니다" "Not saved";
    editor_unsaved_words() "고친 글을 저장할까요?" "Save what you have written?";
    editor_type_question() "질문" "question";
    editor_ending_words() "쓰던 글은 초안으로 남고, 이 카드를 다시 열면 이어집니다." "What you have written stays as a draft and is there when you open this card again.";
    editor_conflict_words() "그 사이 파일에서 같은 곳이 바뀌었습니다. 아직 아무것도 덮어쓰지 않았습니다." "The same place was changed in the file meanwhile. Nothing has been overwritten.";
    editor_mine() "내 글" "mine";
    editor_theirs() "파일의 글" "in the file";
    editor_no_versions() "이 칸에는 이전 글이 없습니다" "this field has no earlier version";
    editor_version_first() "처음" "the first";
    editor_version_that() "그때의 글" "then";
    editor_version_now() "지금 글" "now";
    editor_version_unscored() "점수 없음" "not scored";
    editor_version_scores(scores: &str, mean: &str) "점수 {scores} (평균 {mean})" "scores {scores} (mean {mean})";
    editor_version_taken() "이전 글을 가져왔습니다. 저장하면 되살아납니다" "the earlier text is here; saving brings it back";
    editor_draft_taken() "다른 창에서 이어 쓰고 있습니다" "another window goes on with it";
    decks_unsaved(question: &str, deck: &str) "저장하지 않은 새 카드: {question} · {deck}" "never saved: {question} · {deck}";
    decks_unsaved_no_question() "질문 없음" "no question yet";
    decks_new() "새 덱 만들기" "a new deck";
    decks_name() "새 덱 이름" "Name of the deck";
    decks_name_hint() "폴더/이름으로 씁니다. 예: technical/kafka" "folder/name, such as technical/kafka";
    decks_name_fault(name: &str) "\"{name}\"{은} 덱 이름이 될 수 없습니다. # \\ : 와 점으로 시작하는 이름은 쓰지 못합니다" "\"{name}\" is no name for a deck: no # \\ or :, no empty part, none that begins with a dot";
    decks_taken(deck: &str) "{deck} 덱이 이미 있어 거기에 만듭니다" "there is a deck {deck} already; the card goes there";
    moves_finished() "끊겼던 옮기기를 마쳤습니다" "a move that broke off is finished";
    moves_unfinished(card: &str, copy: &str) "옮기다 끊긴 카드가 두 덱에 다 있고 내용이 다릅니다. 하나를 지우세요: {card}, {copy}" "a move broke off: the card stands in both decks, and they differ; delete one: {card}, {copy}";
    home_unwritten_way() "안 쓴 답 쓰기" "Answers to write";
    decks_for_new() "어느 덱에 새 카드를 만들까요?" "A new card in which deck?";
    decks_for_move() "어느 덱으로 옮길까요?" "Move it to which deck?";
    delete_title() "카드 지우기" "Delete the card";
    delete_words(question: &str) "이 카드를 덱 파일에서 지웁니다. 나중에 되돌릴 수 있습니다.\n\n{question}" "The card is taken out of its deck file. It can be put back later.\n\n{question}";
    delete_yes() "카드 삭제" "delete the card";
    cancel() "취소" "cancel";
    delete_nothing() "되돌릴 카드가 없습니다" "no deleted card to put back";
    outside_built_in(key: &str) "기본 덱에는 파일이 없습니다. {key}{로} 고치면 내 폴더로 복사됩니다" "a built-in deck has no file; {key} copies it into your folder";
    outside_not_started(program: &str) "{program}{을} 실행할 수 없습니다. 쓰는 편집기를 $VISUAL이나 $EDITOR에 적어 주세요" "{program} cannot be started; name your editor in $VISUAL or $EDITOR";
    outside_failed(program: &str, why: &str) "{program}: {why}" "{program}: {why}";
    // End of the editor.

    // Rounds.
    choose_night_before() "전날: 답을 바로 보며 훑고, 채점하지 않습니다" "night before: read through with the answers, nothing is scored";
    choose_no_limit() "제한 없음" "no limit";
    choose_hard(answer: &str) "{answer}에 끊김" "{answer}, then cut off";
    choose_parts(count: usize, times: &str) "{count}문항 · 단계별 {times}" "{count} · in parts {times}";
    choose_replay() "받았던 질문 모두, 그 순서대로" "every question that was asked, in its order";
    choose_company() "회사" "Company";
    choose_interview() "지난 면접" "Interview";
    night_before() "전날" "night before";
    room_answer_unlimited() "답변" "answer";
    room_shown(limit: &str) "훑어보기 {limit}" "read through {limit}";
    room_list(keys: &str) "적어 둔 것 · {keys}{로} 표시" "what you wrote down · {keys} ticks a line";
    room_list_empty() "적어 둔 것이 없습니다" "nothing was written down";
    room_pad() "메모장" "notes pad";
    room_cut_off() "시간이 되어 넘어갔습니다" "time is up; it moved on";
    line_title() "오늘의 한 줄" "One line";
    line_words() "오늘 무엇을 알게 됐나요? 한 줄로 적으면 끝납니다." "What did today teach you? One line, and it is done.";
    score_hints_cost(hints: u32 => "hint" "hints", score: u8) "힌트 {hints}번: {score}점으로 남습니다" "{hints}: it is kept as {score}";
    score_times_unlimited(think: &str, answer: &str) "생각 {think} · 답변 {answer}" "thought {think} · answered {answer}";
    score_listens_for() "이 질문이 듣고 싶은 것" "what this asks for";
    score_take(take: u32) "{take}번째 답" "take {take}";
    score_star() "STAR · 말한 것 표시" "STAR · tick what was told";
    score_dimensions() "항목별 점수" "one by one";
    score_anchor(score: u8, words: &str) "{score}점: {words}" "{score}: {words}";
    score_part(number: usize) "{number}단계" "part {number}";
    was_stopped(time: &str) "멈춰 두었던 {time}은 세지 않았습니다." "Stopped for {time}; the clock did not count it.";
    // End of rounds.
    // What a session comes to.
    debrief_change(change: &str, count: usize) "지난번보다 {change} (전에도 나온 {count}개)" "{change} since they were last asked ({count} of them)";
    debrief_since(change: &str, mean: &str) "지난 같은 면접보다 {change} (그때 평균 {mean})" "{change} from the last one of this kind (mean {mean})";
    debrief_weakest_dimension(name: &str, mean: &str) "가장 약한 면: {name} (평균 {mean})" "weakest side: {name} (mean {mean})";
    debrief_broke(question: &str) "무너진 꼬리질문: {question}" "the follow-up that broke you: {question}";
    debrief_pace(short: usize, in_time: usize, over: usize) "시간 쓰기: 짧음 {short} · 알맞음 {in_time} · 넘김 {over}" "pace: short {short} · in time {in_time} · over {over}";
    debrief_ready(mean: &str) "준비됨: 지난 두 번 평균 {mean}" "ready: mean {mean} over the last two";
    debrief_not_ready(sessions: usize, mean: &str) "아직: 지난 {sessions}번 평균 {mean} (두 번 평균 4.0에, 3 아래인 면이 없어야 준비됨)" "not ready: mean {mean} over {sessions} (ready is 4.0 over two, no side below 3)";
    debrief_tomorrow() "내일 할 일" "For tomorrow";
    debrief_notes() "면접 중 메모" "Notes of this interview";
    debrief_reflection() "돌아보며 한 줄씩" "A line each";
    debrief_keep() "계속할 것" "keep";
    debrief_problem() "문제" "problem";
    debrief_try() "해 볼 것" "try";
    debrief_nothing_weak() "다시 물을 만큼 약한 답이 없습니다" "nothing here is weak enough to be asked again";
    debrief_no_session() "아직 마친 면접이 없습니다" "no interview was held yet";
    debrief_first() "가장 오래된 면접입니다" "this is the oldest interview";
    debrief_last() "가장 최근 면접입니다" "this is the latest interview";
    debrief_export_title() "내보내기" "Export";
    debrief_export_words() "이 되돌아보기를 파일로 저장합니다. HTML은 그림까지 담은 한 장이고, 브라우저에서 바로 열립니다." "Writes this debrief into a file. The HTML is one page with its charts in it, for any browser.";
    debrief_not_kept(why: &str, key: &str) "한 줄을 저장하지 못했습니다: {why}. 여기와 초안에 남아 있고, 그 줄에서 {key}{로} 다시 저장합니다." "The line is not saved: {why}. It is still here and in a draft; {key} on it tries again.";
    debrief_exported(path: &str) "저장했습니다: {path}" "saved: {path}";
    debrief_not_exported(why: &str) "내보내지 못했습니다: {why}" "not exported: {why}";
    report_scores() "점수" "Scores";
    report_pace() "시간 쓰기" "Pace";
    report_pace_short() "짧음" "short";
    report_pace_in_time() "알맞음" "in time";
    report_pace_over() "넘김" "over";
    report_dimensions() "면마다 평균" "Sides";
    report_trend() "같은 면접의 평균" "This kind of interview";
    report_questions() "질문" "Questions";
    report_question() "질문" "question";
    report_score() "점수" "score";
    report_change() "변화" "change";
    report_think() "생각" "think";
    report_answer() "답변" "answer";
    report_over() "넘김" "over";
    report_points() "짚음" "points";
    report_note() "다음에는" "next time";
    sessions_unknown(written: &str) "`{written}` 면접이 없습니다. `hotseat sessions`로 모두 볼 수 있습니다" "there is no interview `{written}`; `hotseat sessions` shows them all";
    sessions_ambiguous(written: &str, count: usize => "interview begins" "interviews begin") "`{written}`{로} 시작하는 면접이 {count}개입니다. id를 더 길게 쓰세요" "{count} with `{written}`; write more of the id";
    sessions_more(shown: usize, all: usize) "면접 {all}번 중 {shown}번을 보였습니다. --limit으로 더 볼 수 있습니다" "{shown} of {all} interviews are shown; --limit shows more";
    report_broke_off() "끊김" "broke off";
    report_finished() "마침" "finished";
    report_left() "그만둠" "left";
    // End of what a session comes to.

    // Interviews and looking back on them.
    home_interviews() "면접 일정" "Interviews";
    home_coming(count: usize) "예정 {count}" "{count} coming";
    home_to_look_back(count: usize) "돌아볼 것 {count}" "{count} to look back on";
    interviews_new() "새 면접" "New interview";
    interviews_empty(key: &str) "잡힌 면접이 없습니다. {key}{을} 누르고 회사와 날짜만 적으면, 그날까지의 계획이 날마다 나옵니다." "No interviews yet. Press {key} and write a company and a date: every day's list is then made for that day.";
    interviews_coming() "다가오는 면접" "Coming";
    interviews_were() "지난 면접" "Past";
    interviews_to_look_back_on() "돌아볼 차례" "to look back on";
    interviews_was_added() "면접을 더했습니다" "interview added";
    interviews_was_removed() "면접을 지웠습니다" "interview removed";
    interviews_remove_title() "면접 지우기" "Remove the interview";
    interviews_remove_words(title: &str) "일정에서 지웁니다. 카드와 돌아본 기록은 남습니다.\n\n{title}" "It is taken out of the list. Cards and what you looked back on stay.\n\n{title}";
    interviews_remove_yes() "면접 삭제" "delete the interview";
    interviews_unsaved_words() "바꾼 것을 저장할까요?" "Save what you have changed?";
    look_back_title() "면접 돌아보기" "Looking back";
    look_back_draft() "초안" "draft";
    look_back_draft_stays() "초안으로 남겨 두었습니다. 언제든 이어서 쓸 수 있습니다" "kept as a draft; go on with it whenever you like";
    look_back_trouble(why: &str) "저장하지 못했습니다: {why}. 쓴 것은 초안에 그대로 있습니다." "Not kept: {why}. All of it is still in the draft.";
    look_back_kept(fresh: usize => "new card" "new cards", known: usize => "known one" "known ones") "돌아보기를 저장했습니다: 새 카드 {fresh}장, 이미 있던 카드 {known}장" "kept: {fresh}, {known}";
    look_back_stages() "단계와 느낌" "Stages, and how each went";
    look_back_questions() "받은 질문, 나온 순서대로" "Questions, in their order";
    look_back_i_asked() "내가 물은 것" "What I asked";
    look_back_in_all() "전체" "On the whole";
    look_back_add_stage() "단계 더하기" "add a stage";
    look_back_add_question() "질문 더하기" "add a question";
    look_back_add_asked() "물은 것 더하기" "add what you asked";
    look_back_new_card() "새 카드로" "a new card";
    look_back_which() "어느 카드인가요?" "which card is it?";
    look_back_card() "어느 카드" "which card";
    look_back_said() "이렇게 말함" "I said";
    look_back_wish() "이렇게 말할걸" "I wish I had";
    look_back_reflection() "다음에는" "next time";
    look_back_overall() "한마디" "in a word";
    look_back_result_name() "결과" "result";
    look_back_went_unsaid(keys: &str) "어땠는지 {keys}" "how it went {keys}";
    look_back_went_1() "망침" "badly";
    look_back_went_2() "아쉬움" "not well";
    look_back_went_3() "보통" "so-so";
    look_back_went_4() "잘함" "well";
    look_back_went_5() "아주 잘함" "very well";
    look_back_waiting() "아직 모름" "not known yet";
    look_back_passed() "합격" "passed";
    look_back_failed() "불합격" "not passed";
    look_back_withdrawn() "내가 그만둠" "withdrawn";
    look_back_other() "기타" "other";
    // End of interviews and looking back.
    // Importing notes.
    home_notes() "노트 가져오기" "Import notes";
    import_title() "노트 가져오기" "Import notes";
    import_ask() "가져올 노트의 파일이나 폴더를 적으세요. 가져오기 전에 먼저 보여 드립니다." "Name a note or a folder of notes. You see everything before it is imported.";
    import_kinds() "Markdown · CSV/TSV · Anki(.txt, .apkg) · hotseat의 JSON" "Markdown · CSV/TSV · Anki (.txt, .apkg) · JSON of hotseat";
    import_reading() "노트를 읽는 중…" "reading the notes…";
    import_files(done: usize, of: usize => "file" "files") "파일 {of}개 중 {done}" "{done} of {of}";
    import_writing() "덱에 쓰는 중…" "writing the decks…";
    import_taken(taken: usize, all: usize => "card" "cards") "카드 {all}장 중 {taken}장 가져옴" "{taken} of {all} taken";
    import_choice(deck: &str, kind: &str, lang: &str) "덱 {deck} · 새 덱이면 종류 {kind}, 언어 {lang}" "deck {deck} · if new: {kind}, {lang}";
    import_deck_a_note() "노트마다 하나" "one a note";
    import_deck_name() "모두 담을 덱 (비우면 노트마다 하나):" "All into the deck (empty: one a note):";
    import_no_notes() "여기에는 가져올 수 있는 노트가 없습니다." "There are no notes here that can be imported.";
    import_no_cards() "질문 없음" "no questions";
    import_nothing() "가져올 것이 없습니다" "there is nothing to import";
    import_new() "새로" "new";
    import_changed() "바뀜" "changed";
    import_clashing() "둘 다" "both";
    import_same() "그대로" "same";
    import_removed() "뺐음" "left out";
    import_gone() "사라짐" "gone";
    import_design() "설계" "design";
    import_to_ask() "물어볼 것" "to ask";
    import_ours(field: &str) "{field} · 덱" "{field} · yours";
    import_theirs(field: &str) "{field} · 노트" "{field} · the note's";
    import_decide() "노트와 덱에서 모두 바뀌었습니다. [m] 덱의 것으로, [n] 노트의 것으로, [?] 나중에 정합니다." "The note and you both changed this. [m] yours, [n] the note's, [?] decided later.";
    import_removed_words() "전에 지웠거나 빼 둔 카드입니다. 넣으려면 표시하세요." "You removed this card or left it out before. Tick it to take it again.";
    import_gone_words() "노트에서는 사라졌지만 덱에는 그대로 둡니다. 지우려면 질문 은행에서 지우세요." "It is gone from the note and stays in the deck. Delete it in the question bank if you want.";
    lines_summary(cards: usize => "card" "cards", read: usize, left: usize => "line" "lines", doubts: usize => "doubt" "doubts") "카드 {cards}장 · {read}% 읽음 · {left}줄 빠짐 · 의심 {doubts}" "{cards} · {read}% read · {left} left out · {doubts}";
    lines_read_as(way: &str) "읽는 법: {way}" "Reads as: {way}";
    lines_other_way(key: &str, way: &str) " · {key} 다른 읽는 법: {way}" " · {key} other way: {way}";
    lines_no_card() "이 줄은 어느 카드에도 없습니다." "This line is in no card.";
    lines_no_shape() "이 줄과 같은 모양의 줄은 없습니다" "no other line has the shape of this one";
    lines_no_doubts() "의심스러운 줄이 없습니다" "no line is doubtful";
    lines_nothing_to_undo() "되돌릴 것이 없습니다" "there is nothing to undo";
    lines_not_of_a_note() "이 파일은 줄을 고쳐 읽을 수 없습니다" "the lines of this file cannot be corrected";
    lines_all_ask(shape: &str, lines: usize => "line" "lines") "{shape}: {lines}줄 모두 질문으로 읽습니다 · Enter" "{shape}: {lines} read as questions · Enter";
    lines_none_asks(shape: &str, lines: usize => "line" "lines") "{shape}: {lines}줄 모두 질문이 아닌 것으로 읽습니다 · Enter" "{shape}: {lines} read as no questions · Enter";
    lines_reason(line: usize, role: &str) "{line}번 줄: {role}" "line {line}: {role}";
    lines_evidence(form: &str, sure: &str) " · {form}, 질문일 가능성 {sure}" " · {form}, evidence for a question {sure}";
    lines_as_you_said() "직접 정하신 줄" "as you said";
    lines_mark_question() "질" "Q";
    lines_mark_answer() "답" "A";
    lines_mark_follow_up() "꼬" "F";
    lines_mark_title() "제" "T";
    lines_mark_left_out() "빠" "–";
    past_imports() "지난 가져오기" "Past imports";
    past_imports_none() "되돌릴 수 있는 가져오기가 없습니다." "No import can be taken back.";
    past_imports_ask() "이 가져오기를 되돌릴까요?" "Take this import back?";
    past_imports_words() "함께 들어온 카드는 빠지고, 바뀐 카드는 전처럼 돌아갑니다. 그 뒤에 답했거나 고친 카드는 남습니다." "Cards that came with it go, cards that it changed become what they were. Cards answered or edited since stay.";
    past_imports_no() "그대로 두기" "leave it";
    past_imports_yes() "되돌리기" "take it back";
    past_imports_over() "되돌렸음" "taken back";
    import_take_ask() "가져올까요?" "Import these cards?";
    import_ask_no() "더 살펴보기" "look on";
    import_ask_yes() "가져오기" "import";
    import_summary(notes: usize => "note" "notes", new: usize => "new card" "new cards") "노트 {notes}개에서 새 카드 {new}장을 가져옵니다." "{new} from {notes}.";
    import_summary_changed(changed: usize => "card changes" "cards change") "카드 {changed}장이 바뀝니다." "{changed} in your decks.";
    import_summary_left(left: usize => "line is" "lines are") "어느 카드에도 없는 줄이 {left}줄 있습니다. Tab으로 볼 수 있습니다." "{left} in no card: Tab shows them.";
    import_summary_doubts(doubts: usize => "line is" "lines are") "확실하지 않은 줄이 {doubts}줄 있습니다." "{doubts} doubtful.";
    import_summary_records(records: usize => "record" "records") "기록 {records}건이 함께 있습니다." "{records} of history are with them.";
    import_summary_undecided(cards: usize => "card" "cards") "노트와 덱에서 모두 바뀐 카드 {cards}장은 덱의 것을 그대로 둡니다." "{cards} changed on both sides stay as in the deck.";
    import_done(new: usize => "new card" "new cards", changed: usize) "가져왔습니다: 새 카드 {new}장, 바뀐 카드 {changed}장" "Imported: {new}, {changed} changed";
    import_more_decks(decks: usize => "more deck" "more decks") "  그 밖에 덱 {decks}개" "  and {decks}";
    import_brought(records: usize) "기록 {records}건도 가져왔습니다." "{records} records of the history came with them.";
    import_undecided(cards: usize => "card" "cards") "노트와 덱에서 모두 바뀐 카드 {cards}장은 덱의 것을 두었습니다. 다시 가져오면 정할 수 있습니다." "{cards} changed on both sides, kept as in the deck; import again to decide.";
    import_look(key: &str) "{key}{을} 누르면 질문 은행에서 봅니다." "{key} shows them in the question bank.";
    // End of importing notes.

    // Themes, the palette, the help, chords.
    themes_title() "테마" "Themes";
    themes_reading() "테마를 읽는 중…" "reading the themes…";
    themes_kept(name: &str) "이제부터 {name} 테마를 씁니다" "the theme is {name} from now on";
    themes_own() "내 테마" "yours";
    themes_now() "지금" "now";
    palette_title() "무엇을 할까요?" "What shall be done?";
    nothing_fits() "맞는 것이 없습니다. 글자를 줄여 보세요." "Nothing fits. Try fewer letters.";
    help_nothing(key: &str) "맞는 키가 없습니다. {key}{로} 모두 봅니다." "No key fits. {key} shows them all.";
    help_filter() "찾을 동작이나 키" "an action or a key";
    chord_title(keys: &str) "{keys} 다음" "after {keys}";
    chord_unknown(keys: &str) "{keys}에는 정해진 동작이 없습니다" "{keys} does nothing here";
    opens_when_read() "덱을 읽고 나면 바로 엽니다…" "opens as soon as the decks are read…";
    // End of themes and keys.

    home_progress() "진척" "Progress";
    progress_title() "진척" "Progress";
    progress_nothing() "아직 답한 것이 없습니다. `hotseat interview --preset warmup`으로 5분 워밍업부터 해 보세요. 답하고 나면 여기에 그림이 그려집니다." "Nothing is answered yet. Begin with five minutes: `hotseat interview --preset warmup`. The pictures come with the answers.";
    progress_nothing_here(key: &str) "아직 답한 것이 없습니다. 홈에서 {key} 키로 5분 워밍업을 시작하세요. 답하고 나면 여기에 그림이 그려집니다." "Nothing is answered yet. {key} on the home screen begins a five-minute warm-up; the pictures come with the answers.";
    progress_working() "계산하는 중…" "working it out…";
    progress_answers(answers: usize => "answer" "answers", tried: usize, cards: usize) "답 {answers}개 · 카드 {cards}장 중 {tried}장 해 봄" "{answers} · {tried} of {cards} cards tried";
    progress_streak(streak: usize => "day" "days", longest: usize, of_the_year: usize) "연속 {streak}일 · 가장 길게 {longest}일 · 1년 동안 {of_the_year}일" "streak {streak} · longest {longest} · {of_the_year} in a year";
    progress_last_week(week: &str, mean: &str, change: &str, scored: usize => "score" "scores") "{week} 주: 평균 {mean}{change} · 채점 {scored}개" "week of {week}: mean {mean}{change} · {scored}";
    progress_pace_words(used: &str, given: &str, over: usize, answers: usize => "answer" "answers") "답 하나에 {used} / 제한 {given} · {answers}개 중 {over}개 넘김" "{used} of {given} an answer · {over} of {answers} over time";
    progress_pace_row(used: &str, given: &str, answers: usize => "answer" "answers") "{used} / {given} · {answers}개" "{used} of {given} · {answers}";
    progress_scores() "주마다의 점수 (1–5)" "Score by week (1–5)";
    progress_passed() "복습에서 기억한 비율" "Known in reviews";
    progress_strength() "얼마나 해 봤고 얼마나 탄탄한지" "Coverage and strength";
    progress_strength_words() "탄탄함: 지금 물으면 기억 × 답의 질 × 시간. 해 본 카드만 셉니다." "strength: recall × quality × pace if asked today, of the cards you tried";
    progress_strength_word() "탄탄함" "Strength";
    progress_tags() "태그별, 약한 것부터" "By tag, the weakest first";
    progress_tag() "태그" "Tag";
    progress_cards() "카드" "Cards";
    progress_written() "쓴 답" "Written";
    progress_tried() "해 봄" "Tried";
    progress_coverage_row(tried: usize, cards: usize, written: usize) "{cards}장 중 {tried}장 해 봄 · 답 {written}" "{tried} of {cards} tried · {written} written";
    progress_untried_tags(tags: usize => "tag" "tags", names: &str) "아직 안 해 본 태그 {tags}개: {names}" "{tags} not tried yet: {names}";
    progress_sureness() "얼마나 확신했고 얼마나 잘했는지" "How sure against how good";
    progress_sure_row(mean: &str, answers: usize => "answer" "answers", good: usize, poor: usize) "평균 {mean} · {answers}개 · 잘함 {good} · 못함 {poor}" "mean {mean} · {answers} · {good} good · {poor} poor";
    progress_no_sureness() "면접에서 답을 보기 전에 얼마나 확신하는지 고르면 여기에 모입니다." "Say how sure you are before you look at an answer; it is gathered here.";
    progress_recall() "기억 예측과 실제" "Recall: predicted and actual";
    progress_recall_row(from: u64, to: u64) "{from}–{to}%" "{from}–{to}%";
    progress_predicted() "예측" "predicted";
    progress_actual() "실제" "actual";
    progress_no_recall() "이틀 이상 사이를 두고 다시 답하면 예측과 견줍니다." "Predictions are compared once cards are answered again on later days.";
    progress_time() "쓴 시간과 주어진 시간" "Time used against given";
    progress_time_bands() "제한 시간 가운데 쓴 몫 · 답의 수" "Share of the limit that was used · answers";
    progress_no_time() "시간제한이 있는 면접을 하면 여기에 모입니다." "Interviews with a clock are gathered here.";
    progress_days() "한 해의 날들" "A year of days";
    progress_day() "날" "Day";
    progress_count() "답" "Answers";
    progress_week() "주" "Week";
    progress_numbers() "숫자로 보기" "The numbers";
    progress_legend() "하루의 답" "answers a day";
    progress_today_done(answers: usize => "answer" "answers", time: &str) "오늘: 답 {answers}개 · {time}" "today: {answers} · {time}";
    progress_outlook() "면접 날까지" "Up to the interview";
    progress_days_left(days: i64) "D-{days}" "D-{days}";
    progress_outlook_words(today: u64, planned: &str, answers: usize => "answer" "answers", alone: u64) "오늘 {today} % → 지금까지처럼 계속하면 {planned}, 답 {answers}개로 어림 (그냥 두면 {alone} %)" "today {today} % → {planned} if you keep on as so far, from {answers} ({alone} % left alone)";
    progress_now() "오늘" "today";
    progress_with_plan() "계획대로 그날" "on the day, with the plan";
    progress_alone() "그냥 두면 그날" "on the day, left alone";
    progress_alone_curve() "그냥 두면 이렇게 잊습니다" "Left alone, this is how it fades";
    progress_no_interview() "잡힌 면접이 없습니다. `hotseat interviews add`나 홈의 면접 일정에서 날짜를 넣으면 그날까지 내다봅니다." "No interview is coming. Add a date with `hotseat interviews add` or on the interviews screen to look ahead.";
    progress_tab_scores() "점수" "Score";
    progress_tab_strength() "탄탄함" "Strength";
    progress_tab_sureness() "확신" "Sureness";
    progress_tab_time() "시간" "Time";
    progress_tab_days() "날들" "Days";
    progress_tab_outlook() "예측" "Forecast";
    progress_tab_truth() "실제" "Truth";
    truth_title() "예측과 실제" "Forecast and truth";
    truth_days() "지난 날: 그날 아침의 예측과 실제" "Past days: predicted that morning, and what came";
    truth_no_days() "다른 날 다시 답한 카드가 생기면, 그날 아침의 예측과 실제를 나란히 보여 줍니다." "Once cards are answered again on a later day, what was predicted stands here beside what came.";
    truth_day(expected: u64, passed: u64, answers: u32 => "answer" "answers") "예측 {expected} %  →  실제 {passed} %  (답 {answers}개)" "predicted {expected} %  →  came {passed} %  ({answers})";
    truth_interviews() "지난 면접" "Past interviews";
    truth_expected(expected: u64, practised: usize, asked: usize) "받은 질문 {asked}개 가운데 연습한 {practised}개의 예측 {expected} %" "predicted {expected} % of the {practised} practised among {asked} questions";
    truth_not_practised(asked: usize => "question" "questions") "받은 질문 {asked}개 가운데 연습한 것이 없음" "none of {asked} had been practised";
    truth_went(went: &str) "실제: 5점 만점에 {went}점" "it went {went} of 5";
    truth_curve() "나의 잊는 모양" "How you forget";
    mode_interview() "면접" "interview";
    mode_review() "복습" "review";
    story_title() "카드의 기록" "A card's history";
    story_taken_back(key: &str) "마지막 복습의 점수를 되돌렸습니다. {key}{로} 다시 넣습니다." "The last grade is taken back; {key} gives it again.";
    story_given_back() "되돌린 점수를 다시 넣었습니다." "The grade counts again.";
    story_nothing() "이 카드는 아직 답한 적이 없습니다. 질문 은행에서 골라 복습하거나 면접에서 만나면 여기에 쌓입니다." "This card was never answered. Review it from the bank or meet it in an interview, and it is told here.";
    story_now(recall: u64, stability: &str, due: &str) "지금 기억할 가능성 {recall}% · 안정도 {stability}일 · 다음 {due}" "recall now {recall}% · stability {stability} days · due {due}";
    story_counts(answers: usize => "answer" "answers", lapses: usize => "lapse" "lapses") "답 {answers}번 · 잊음 {lapses}번" "{answers} · {lapses}";
    story_curve() "기억할 가능성" "Chance of recall";
    story_predicted(recall: u64) "예측 {recall}%" "predicted {recall}%";
    story_legend() "날 · 방식 · 답과 걸린 시간 · 예측 → 그 뒤의 안정도" "day · where · answer and time · predicted → stability after it";
    story_after(stability: &str) "→ {stability}일" "→ {stability}d";
}

messages! {
    paths_missing() "  (아직 없음)" "  (not there yet)";
    config_missing(path: &str)
        "{path}: 아직 없습니다. 바꿀 줄만 적으면 됩니다. hotseat config --print-default에 모두 있습니다."
        "{path}: not there yet; write just the lines that differ from `hotseat config --print-default`";

    welcome_tutor() "키를 5분 만에 배웁니다" "teaches the keys in five minutes";
    welcome_import() "내 노트를 카드로 만듭니다" "makes cards of your notes";
    welcome_interviews() "준비할 면접 날짜를 정합니다" "sets the day to prepare for";

    tutor_title(at: usize, all: usize) "배우기 {at}/{all}" "Lesson {at} of {all}";
    tutor_later(key: &str) "지금은 {key}{을} 써 봅시다" "that comes later; now try {key}";
    tutor_done() "다 배웠습니다. 이제 hotseat로 시작하세요." "That was all. Start with: hotseat";
    tutor_again()
        "다음에 hotseat tutor로 처음부터 다시 해 볼 수 있습니다."
        "hotseat tutor begins again at any time.";

    doctor_terminal() "터미널" "Terminal";
    doctor_folders() "폴더" "Folders";
    doctor_decks() "덱" "Decks";
    doctor_history() "기록과 면접 일정" "History and interviews";
    doctor_config() "설정" "Options";
    doctor_programs() "다른 프로그램" "Other programs";
    speech_no_player() "녹음을 들을 프로그램이 없습니다. hotseat doctor로 찾아 보세요" "no program plays recordings; hotseat doctor looks for one";
    doctor_speech() "말하기와 녹음 (없어도 됩니다)" "Speech (not needed)";
    doctor_all_good() "모두 좋습니다." "Everything is good.";
    doctor_counts(wrong: usize, better: usize)
        "고칠 것 {wrong} · 더 나아질 것 {better}"
        "{wrong} wrong · {better} could be better";

    merge_nothing() "충돌 사본이나 충돌 표시가 없습니다." "no conflict copies and no conflict markers";
    merge_known(path: &str, records: usize)
        "{path}: 기록 {records}개가 모두 다른 파일에 있습니다. 지워도 됩니다."
        "{path}: all {records} records stand in other files; you may remove it";
    merge_taken(path: &str, records: usize, taken: usize)
        "{path}: 기록 {records}개 가운데 {taken}개를 이 기기의 파일에 옮겨 적었습니다. 이제 지워도 됩니다."
        "{path}: {taken} of {records} records taken over into this device's file; you may remove it now";
    merge_would_take(path: &str, records: usize, taken: usize)
        "{path}: 기록 {records}개 가운데 {taken}개를 옮겨 적게 됩니다."
        "{path}: {taken} of {records} records would be taken over";
    merge_same(path: &str) "{path}: 원본과 같습니다. 지워도 됩니다." "{path}: the same as its original; you may remove it";
    merge_decide()
        "옮길 것을 원본에 옮긴 뒤 사본을 지우세요."
        "take over what you want into the original, then remove the copy";
    merge_marked(path: &str, lines: &str)
        "{path}: git 충돌 표시가 {lines}번째 줄에 있습니다. 남길 것만 두고 표시 줄을 지우세요."
        "{path}: git's conflict markers stand in the lines {lines}; keep what you want and remove them";

    verify_fine(records: usize => "record" "records", files: usize => "file" "files")
        "기록 {records}개를 모두 읽었습니다 (파일 {files}개). 잘못된 줄이 없습니다."
        "{records} in {files}, every line as it should be";
    verify_found(records: usize => "record" "records", files: usize => "file" "files", problems: usize => "line" "lines")
        "기록 {records}개를 읽었습니다 (파일 {files}개). 살펴볼 줄이 {problems}개 있습니다."
        "{records} in {files}; {problems} to look at";
    repair_no_file(path: &str) "{path}: 그런 기록 파일이 없습니다." "{path}: there is no such file of the history";
    repair_no_history() "이 기기의 기록이 아직 없습니다." "this device has no history yet";
    repair_nothing(path: &str) "{path}: 고칠 줄이 없습니다." "{path}: nothing to repair";
    repair_made(path: &str, kept: usize, rescued: usize, removed: usize)
        "{path}: 그대로 둔 줄 {kept} · 되살린 기록 {rescued} · 뺀 줄 {removed}"
        "{path}: {kept} kept, {rescued} rescued, {removed} taken out";
    repair_would(path: &str, kept: usize, rescued: usize, removed: usize)
        "{path}: 그대로 둘 줄 {kept} · 되살릴 기록 {rescued} · 뺄 줄 {removed}"
        "{path}: {kept} would be kept, {rescued} rescued, {removed} taken out";
    repair_backup(path: &str) "  원래 파일: {path}" "  the file as it was: {path}";
}

impl Language {
    /// A weekday in a letter or three.
    pub fn weekday(self, date: chrono::NaiveDate) -> String {
        use chrono::Datelike;
        let weekday = date.weekday();
        match self {
            Self::English => weekday.to_string(),
            Self::Korean => {
                let letters = ["월", "화", "수", "목", "금", "토", "일"];
                let place = usize::try_from(weekday.num_days_from_monday()).unwrap_or(0);
                letters[place].to_owned()
            }
        }
    }

    /// The four grades of a review, from again to easy.
    pub fn grades(self) -> [&'static str; 4] {
        match self {
            Self::Korean => ["다시", "어려움", "알맞음", "쉬움"],
            Self::English => ["again", "hard", "good", "easy"],
        }
    }

    /// The days of a week in a column or two, Monday first.
    pub fn weekdays(self) -> [&'static str; 7] {
        match self {
            Self::Korean => ["월", "화", "수", "목", "금", "토", "일"],
            Self::English => ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
        }
    }

    /// What a score of 1–5 means for a kind of question: correctness and depth for technical
    /// ones, structure and evidence for personal ones, fit for a company's, use for one's own.
    pub fn score_words(self, kind: ScoreKind, score: u8) -> &'static str {
        let rows: [(&str, &str); 5] = match kind {
            ScoreKind::Correctness => [
                ("쓸 만한 답이 없음", "no answer"),
                ("조각만 기억남", "fragments"),
                ("핵심은 맞고 빈틈 있음", "the core, with a gap"),
                ("맞고 이유까지 말함", "right, with the why"),
                ("설득됨: 예와 한계까지", "would convince"),
            ],
            ScoreKind::Evidence => [
                ("이야기가 없음", "no story"),
                ("요점 없이 흘러감", "a story without a point"),
                ("뚜렷하나 근거 부족", "clear, little evidence"),
                ("짜임새와 근거", "structured, with evidence"),
                ("수치와 배움까지", "numbers and a lesson"),
            ],
            ScoreKind::Fit => [
                ("어느 회사에나 할 말", "fits any company"),
                ("막연한 칭찬", "general praise"),
                ("회사를 알고 있음", "knows the company"),
                ("나와 회사가 이어짐", "fits them and me"),
                ("왜 여기, 왜 나인지", "why here, why me"),
            ],
            ScoreKind::Asking => [
                ("묻지 못함", "asked nothing"),
                ("찾아보면 나올 질문", "answered on their website"),
                ("무난한 질문", "a fair question"),
                ("일에 대한 관심이 보임", "shows interest in the work"),
                ("대화가 열림", "opens a real talk"),
            ],
        };
        let row = rows[usize::from(score.clamp(1, 5)) - 1];
        match self {
            Self::Korean => row.0,
            Self::English => row.1,
        }
    }
}

/// What the words of a score are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreKind {
    /// Technical questions: correctness and depth.
    Correctness,
    /// Personal questions: structure and evidence.
    Evidence,
    /// Company questions: fit.
    Fit,
    /// Questions that the candidate asks.
    Asking,
}
