// Makes creds with the crate nats-jwt. The account's seed comes on the first line of standard input.

use nats_jwt::{KeyPair, Token};
use std::time::{SystemTime, UNIX_EPOCH};

fn main() {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    let account = KeyPair::from_seed(line.trim()).unwrap();
    let key = KeyPair::new_user();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let token = Token::new_user(account.public_key(), key.public_key())
        .name("maker")
        .allow_publish("orders.>")
        .deny_subscribe("secret.>")
        .expires(now.as_secs() as i64 + 3600)
        .sign(&account);
    println!("-----BEGIN NATS USER JWT-----\n{token}\n------END NATS USER JWT------\n");
    println!("-----BEGIN USER NKEY SEED-----");
    println!("{}\n------END USER NKEY SEED------", key.seed().unwrap());
}
