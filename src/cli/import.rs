//! x
use std::io::Write;
/// x
pub fn run(path: &std::path::Path, out: &mut dyn Write) -> std::io::Result<()> {
    let text = std::fs::read_to_string(path)?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let note = crate::convert::markdown::read(&name, &text);
    let follow = |f: &crate::bank::FollowUp| serde_json::json!({"question": f.question, "answer": f.answer});
    let cards: Vec<_> = note.cards.iter().map(|c| serde_json::json!({
        "question": c.question, "also_asked": c.also_asked, "answer": c.answer, "key_points": c.key_points,
        "follow_ups": c.follow_ups.iter().map(follow).collect::<Vec<_>>(), "experience": c.experience,
        "reflections": c.reflections, "importance": c.importance, "type": c.card_type.word(), "tags": c.tags,
        "section": c.section, "lines": [c.lines.0, c.lines.1], "prompt": c.prompt, "notes": c.notes})).collect();
    let skipped: Vec<_> = note.skipped.iter().map(|s| serde_json::json!({"lines":[s.lines.0,s.lines.1],"why":s.why})).collect();
    let v = serde_json::json!({"source": path.display().to_string(), "cards": cards,
      "to_ask": note.to_ask.iter().map(|c| c.question.clone()).collect::<Vec<_>>(), "checklist": note.checklist, "skipped": skipped});
    writeln!(out, "{v:#}")
}
