/// What came of looking an image over, and what the board's code did meanwhile.
public struct ImageVerdict: Sendable, Hashable {
    /// What is wrong; `nil` where nothing is.
    public var problem: ImageProblem?
    /// What happened, in order.
    public var steps: [DeviceStep]

    /// Whether the image is good.
    public var isGood: Bool { problem == nil }
}
