// Connects with each of the creds files and prints one line for each: file, answer, words. Run by shapes.mjs.
use std::time::Duration;

async fn connect(server: &str, file: &str) -> Result<(), async_nats::Error> {
    let client = async_nats::ConnectOptions::with_credentials_file(file)
        .await?
        .connection_timeout(Duration::from_secs(10))
        .connect(server)
        .await?;
    client.drain().await?;
    Ok(())
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    for file in &arguments[2..] {
        match connect(&arguments[1], file).await {
            Ok(()) => println!("{file}\taccepted\t"),
            Err(error) => println!("{file}\trefused\t{}", error.to_string().replace('\n', " ")),
        }
    }
}
