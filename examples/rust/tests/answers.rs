//! Which of the shared answers the client believes, each from a server that gives just this one.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use license_example::{Client, Failure, License, parse_public_key};
use serde_json::Value;
use shared::{expect, license_of, read, text};

mod shared;

#[test]
fn answers() {
    let content = read("answers.json");
    let key = parse_public_key(text(&content, "publicKey")).unwrap();
    for vector in content["vectors"].as_array().unwrap() {
        let fields = &vector["call"]["fields"];
        let left_out = fields.get("id_token").or(fields.get("license_id"));
        let (Some(call), None) = (call_of(text(&vector["call"], "endpoint")), left_out) else {
            continue; // the client has no such call, or does not know its fields
        };
        let client = Client::new(&serve(vector), "key", "secret", key.clone());
        let outcome = call(&client, &license_of(fields, ["license_key", "hardware_id"]));
        // A refusal that is believed is an answer too
        expect(vector, matches!(outcome, Ok(()) | Err(Failure::Refused { .. })));
    }
}

type Call = fn(&Client, &License) -> Result<(), Failure>;

fn call_of(endpoint: &str) -> Option<Call> {
    match endpoint {
        "activate-license" => Some(|client, license| client.activate(license).map(drop)),
        "check-license" => Some(|client, license| client.check(license).map(drop)),
        "add-consumption" => Some(|client, license| client.consume(license, 3).map(drop)),
        "deactivate-license" => Some(Client::deactivate),
        _ => None,
    }
}

/// Serves one answer to whatever is asked, and gives its address.
fn serve(vector: &Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = answer_of(vector);
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        read_request(&stream);
        stream.write_all(&answer).unwrap();
    });
    url
}

fn answer_of(vector: &Value) -> Vec<u8> {
    let body = text(vector, "body");
    let mut head = format!("HTTP/1.1 {} Answer\r\nConnection: close\r\n", vector["status"]);
    for (name, value) in vector["headers"].as_object().unwrap() {
        head += &format!("{name}: {}\r\n", value.as_str().unwrap());
    }
    format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()).into()
}

fn read_request(stream: &TcpStream) {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    let mut line = String::new();
    while reader.read_line(&mut line).unwrap() > 2 {
        let (name, value) = line.split_once(':').unwrap_or_default();
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    reader.read_exact(&mut vec![0; length]).unwrap();
}
