/// What the firmware finds of its file system when it starts.
public enum FileSystemState: Sendable, Hashable {
    /// It is there.
    case mounted
    /// Its partition was never used, and is formatted now.
    case formatted
    /// There is no partition for it.
    case missing
}
