import TransportCore

/// What a connection needs beside its address.
struct NetworkSettings: Sendable {
    /// How long a connection may take to come about, over all addresses that the host has.
    var connectLimit = Duration.seconds(10)
    /// The line rate to ask for, in bits per second; `nil` speaks no telnet.
    var baud: Int?
    /// How long a server of telnet may take to answer what is waited for.
    var answerLimit = Duration.seconds(1)
    /// Where locks are kept; `nil` is this user's usual folder.
    var lockFolder: String?
    /// What finds the addresses of a host.
    var resolver: Resolver = SocketAddress.resolve

    /// How long a server of raw bytes is listened to for a reason to end the connection, before it is used.
    var noticeWait = Duration.milliseconds(150)
}
