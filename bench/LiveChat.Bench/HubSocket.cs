using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace LiveChat.Bench;

/// <summary>
/// A WebSocket that speaks SignalR's JSON protocol, written by hand: the generator shares the machine with the server, and
/// what it spends is missing there.
/// </summary>
internal sealed class HubSocket : IDisposable
{
    private const byte RecordSeparator = 0x1e;
    private const int FinalText = 0x81;
    private const int MaskBit = 0x80;
    private const int PongFrame = 0x8A;
    private const int PingOpcode = 9;
    private const int CloseOpcode = 8;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Lock _sending = new();
    private byte[] _received = new byte[1024];
    private int _receivedCount;
    private byte[] _record = new byte[512];
    private int _recordCount;

    /// <summary>Of the system, in bytes; a small one fills soon when nobody reads.</summary>
    public int ReceiveBufferSize
    {
        init => _socket.ReceiveBufferSize = value;
    }

    /// <summary>The server has reset the connection; asking does not read from it.</summary>
    public bool IsCut
    {
        get
        {
            try
            {
                SendPing();
                return _socket.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectError);
            }
            catch (SocketException)
            {
                return true;
            }
        }
    }

    public delegate void RecordHandler(ReadOnlySpan<byte> record);

    public async Task ConnectAsync(int port, string query, CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync("127.0.0.1", port, cancellationToken);
        await _socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /hubs/chat?{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            ),
            cancellationToken
        );
        int headers;
        while ((headers = _received.AsSpan(0, _receivedCount).IndexOf("\r\n\r\n"u8)) < 0)
            await ReceiveAsync(cancellationToken);
        if (!_received.AsSpan().StartsWith("HTTP/1.1 101"u8))
            throw new InvalidOperationException(Encoding.ASCII.GetString(_received, 0, headers));
        Consume(headers + 4);
        Send("{\"protocol\":\"json\",\"version\":1}\u001e"u8);
        var isAccepted = false;
        while (!isAccepted)
        {
            await ReceiveAsync(cancellationToken);
            // The answer to the handshake is an empty object; what comes right behind it stays for the reader.
            if (_receivedCount >= 5 && _received[1] == 3)
            {
                isAccepted = true;
                Consume(5);
            }
        }
    }

    /// <summary>Sends one or more whole records.</summary>
    public void Send(ReadOnlySpan<byte> payload)
    {
        // A mask of zeros is a mask, and costs nothing.
        Span<byte> frame = stackalloc byte[8 + payload.Length];
        frame.Clear();
        frame[0] = FinalText;
        var header = 6;
        if (payload.Length < 126)
        {
            frame[1] = (byte)(MaskBit | payload.Length);
        }
        else
        {
            frame[1] = MaskBit | 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)payload.Length);
            header = 8;
        }

        payload.CopyTo(frame[header..]);
        SendFrame(frame[..(header + payload.Length)]);
    }

    public void SendPing() => Send("{\"type\":6}\u001e"u8);

    /// <summary>Hands over every record until the connection ends.</summary>
    public async Task ReadAsync(RecordHandler handle, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!HandleFrames(handle))
                return;
            try
            {
                await ReceiveAsync(cancellationToken);
            }
            catch (Exception exception)
                when (exception is SocketException or EndOfStreamException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private bool HandleFrames(RecordHandler handle)
    {
        var offset = 0;
        while (_receivedCount - offset >= 2)
        {
            var opcode = _received[offset] & 0x0F;
            long length = _received[offset + 1] & 0x7F;
            var header = length switch
            {
                126 => 4,
                127 => 10,
                _ => 2,
            };
            if (_receivedCount - offset < header)
                break;
            if (length == 126)
                length = BinaryPrimitives.ReadUInt16BigEndian(_received.AsSpan(offset + 2));
            else if (length == 127)
                length = BinaryPrimitives.ReadInt64BigEndian(_received.AsSpan(offset + 2));
            if (_receivedCount - offset < header + length)
                break;
            var payload = _received.AsSpan(offset + header, (int)length);
            if (opcode == CloseOpcode)
                return false;
            if (opcode == PingOpcode)
                SendFrame([PongFrame, (byte)(MaskBit | payload.Length), 0, 0, 0, 0, .. payload]);
            else if (opcode < CloseOpcode)
                HandlePayload(payload, handle);
            offset += header + (int)length;
        }

        Consume(offset);
        return true;
    }

    private void HandlePayload(ReadOnlySpan<byte> payload, RecordHandler handle)
    {
        int end;
        while ((end = payload.IndexOf(RecordSeparator)) >= 0)
        {
            if (_recordCount == 0)
            {
                handle(payload[..end]);
            }
            else
            {
                Keep(payload[..end]);
                handle(_record.AsSpan(0, _recordCount));
                _recordCount = 0;
            }

            payload = payload[(end + 1)..];
        }

        Keep(payload);
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (_recordCount + part.Length > _record.Length)
            Array.Resize(ref _record, Math.Max(_record.Length * 2, _recordCount + part.Length));
        part.CopyTo(_record.AsSpan(_recordCount));
        _recordCount += part.Length;
    }

    private async ValueTask ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_receivedCount == _received.Length)
            Array.Resize(ref _received, _received.Length * 2);
        var count = await _socket.ReceiveAsync(_received.AsMemory(_receivedCount), cancellationToken);
        if (count == 0)
            throw new EndOfStreamException();
        _receivedCount += count;
    }

    private void Consume(int count)
    {
        _received.AsSpan(count, _receivedCount - count).CopyTo(_received);
        _receivedCount -= count;
    }

    private void SendFrame(ReadOnlySpan<byte> frame)
    {
        lock (_sending)
        {
            while (frame.Length > 0)
                frame = frame[_socket.Send(frame)..];
        }
    }
}
