fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(2).unwrap_or_default();
    hotseat::cli::import::run(std::path::Path::new(&path), &mut std::io::stdout().lock())
}
